'use client';
import { useSuspenseQuery } from '@tanstack/react-query';
import { useChainTime, useFreshness } from '@/components/live/live-context';
import { useClaim } from '@/components/shell/use-claim';
import { useNames } from '@/components/shell/use-name';
import { ShortHex } from '@/components/ui/hex';
import { Link } from '@/components/ui/link';
import type { Hex } from '@/lib/domain/codecs';
import { formatFiat } from '@/lib/domain/money';
import { stillKept } from '@/lib/domain/payment-steps';
import { asciiFromHex } from '@/lib/domain/text';
import { paymentQueryOptions } from '@/lib/live/queries';
import { Cover } from './cover';
import { LockedTwice } from './locked-twice';
import { PaymentStory } from './payment-story';
import { verdictOf } from './verdict';
import { VerdictCard } from './verdict-card';
import { WhoBacks } from './who-backs';

/** One payment: the answer first, then the amount, then what happened and what comes next. */
export function PaymentView({ paymentId }: { paymentId: Hex }) {
  const { data } = useSuspenseQuery(paymentQueryOptions(paymentId));
  const now = Math.max(useChainTime(), data.at.timestamp);
  const nameOf = useNames();
  const { state, ageSeconds } = useFreshness();
  const claim = useClaim();
  const staleFor = state === 'stale' || state === 'down' ? ageSeconds : null;
  const { lock } = data;
  const verdict = verdictOf(lock, now, stillKept(data.steps), claim.certain);
  const name = nameOf(lock.merchant);
  return (
    <article className="mx-auto flex max-w-narrow flex-col gap-6 pt-6">
      <VerdictCard verdict={verdict} staleFor={staleFor} />
      <div>
        <p className="text-small text-ink-3">
          To{' '}
          <Link
            href={`/merchants/${lock.merchant}`}
            className="text-ink-2 underline decoration-line-strong underline-offset-4 hover:decoration-current"
          >
            {name ?? <ShortHex value={lock.merchant} />}
          </Link>
          , paid with {asciiFromHex(lock.quote.asset)}
        </p>
        <p className="mt-1 text-[2.5rem] leading-[1.05] font-semibold tracking-[-0.03em] tabular-nums">
          {formatFiat(lock.quote.fiatAmount, asciiFromHex(lock.quote.currency))}
        </p>
        <Cover answer={data} verdict={verdict} />
      </div>
      {data.other && <LockedTwice other={data.other} merchant={lock.merchant} now={now} />}
      <PaymentStory answer={data} verdict={verdict} now={now} />
      <WhoBacks slices={data.slices} />
    </article>
  );
}
