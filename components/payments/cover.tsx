import { Amount } from '@/components/ui/amount';
import { Explain } from '@/components/ui/explain';
import { Time } from '@/components/ui/time';
import type { PaymentAnswer } from '@/lib/domain/api';
import { formatFiat } from '@/lib/domain/money';
import { stillKept } from '@/lib/domain/payment-steps';
import { coverageOf, wholePercent } from './coverage';
import type { Verdict } from './verdict';

/** What stands behind the payment, or what became of it. */
export function Cover({ answer, verdict }: { answer: PaymentAnswer; verdict: Verdict }) {
  const { lock, price } = answer;
  const kept = stillKept(answer.steps);
  const paid = lock.drawn - kept;
  if (verdict.goods === 'done' || verdict.goods === 'no') {
    return (
      <p className="mt-1.5 text-ink-2">
        {lock.drawn > 0n ? (
          <>
            {paid > 0n && (
              <>
                <Amount wei={paid} unit className="font-medium text-ink" /> paid to the merchant,{' '}
              </>
            )}
            {kept > 0n && (
              <>
                <Amount wei={kept} unit className="font-medium text-ink" /> kept for the merchant,{' '}
              </>
            )}
            of <Amount wei={lock.amount} unit /> that were locked
          </>
        ) : (
          <>
            was covered by <Amount wei={lock.amount} unit />
          </>
        )}
      </p>
    );
  }
  const cover = coverageOf(lock, price);
  return (
    <p className="mt-1.5 text-ink-2">
      {verdict.goods === 'unsure' ? 'covered, if the followed node is right, by' : 'covered by'}{' '}
      <Amount wei={lock.remaining} unit className="font-medium text-ink" />
      {cover && price ? (
        <>
          , worth {formatFiat(cover.cents)}{' '}
          <Explain term={cover.bps === null ? 'now' : `now (${wholePercent(cover.bps)})`}>
            At the AMP price that the feed gave <Time at={price.updatedAt} form="full" />. The number of AMP
            is fixed; what it is worth moves with the price
            {cover.bps !== null && cover.bps < 10_000 && ', and is below the payment just now'}.
          </Explain>
        </>
      ) : (
        '; no AMP price is known just now'
      )}
    </p>
  );
}
