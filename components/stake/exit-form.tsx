'use client';
import { type ReactNode, useCallback, useState } from 'react';
import { Amount } from '@/components/ui/amount';
import { AmountInput } from '@/components/ui/amount-input';
import { Field } from '@/components/ui/field';
import type { KeyValue } from '@/components/ui/key-values';
import { Notice } from '@/components/ui/notice';
import { ActionForm } from '@/components/wallet/action-form';
import type { RequestExitIntent, RequestExitPreview } from '@/lib/actions/request-exit';
import { amountWords, understoodAs } from '@/lib/domain/amount-words';
import type { Price } from '@/lib/domain/api';
import { formatAmp, formatAmpExact, parseAmp } from '@/lib/domain/money';
import { assetsForShares, MIN_SHARES, sharesTaken } from '@/lib/domain/pool-math';
import { mulDivCeil } from '@/lib/domain/rounding';
import { formatCount } from '@/lib/domain/text';
import type { PoolFacts } from './pool-facts';
import { AmpWorth, MomentLine } from './preview-lines';
import { Worth } from './worth';

/** A stake, or a part of it, on its way out of a pool. Stays when nothing is left: it says what came of leaving. */
export function ExitForm({
  facts,
  shares,
  price,
  whenEmpty,
}: {
  facts: PoolFacts;
  /** active shares of the account, 0 for none */
  shares: bigint;
  price: Price | null;
  /** what stands in the form's place when there is nothing to take out */
  whenEmpty: ReactNode;
}) {
  const [text, setText] = useState('');
  /** "All" follows the stake's worth to the wei, also while the form is open. */
  const [all, setAll] = useState(false);
  const [tried, setTried] = useState(false);
  const { pool } = facts.summary;
  const worth = assetsForShares(facts.settled, shares);
  const typed = all ? formatAmpExact(worth) : text;
  const parsed = parseAmp(typed, { max: worth });
  const takesAll = all || (parsed.ok && parsed.value === worth);
  const amount: RequestExitIntent['amount'] | null = takesAll
    ? { kind: 'all' }
    : parsed.ok
      ? { kind: 'part', wei: parsed.value }
      : null;
  const error =
    amount || parsed.ok || (typed === '' && !tried)
      ? null
      : amountWords(parsed.issue, {
          maximum: (amp) => `Your stake in ${pool.tag} is worth ${amp} AMP. Choose Max to take all of it.`,
        });
  const clear = useCallback(() => {
    setText('');
    setAll(false);
    setTried(false);
  }, []);

  return (
    <ActionForm
      kind="request-exit"
      intent={amount && { pool: pool.id, amount }}
      intentKey={`${pool.id}/${amount?.kind === 'part' ? amount.wei : amount?.kind}`}
      submit={submitWords(amount)}
      toLines={(preview, block) => linesOf(preview, price, block.timestamp)}
      onIncomplete={() => setTried(true)}
      onDone={clear}
      nothingToDo={shares === 0n}
    >
      {shares === 0n ? (
        whenEmpty
      ) : (
        <>
          <Field
            label="Amount to take out"
            error={error}
            hint={parsed.ok && !all ? understoodAs(text, parsed.value) : null}
            aside={
              <>
                Staked <Worth wei={worth} />
              </>
            }
          >
            {(wiring) => (
              <AmountInput
                {...wiring}
                name="exit-amount"
                value={typed}
                onValueChange={(next) => {
                  setAll(false);
                  setText(next);
                }}
                onMax={() => setAll(true)}
              />
            )}
          </Field>
          {amount?.kind === 'part' && <DustNote facts={facts} shares={shares} wei={amount.wei} />}
          <p className="text-small text-ink-3">
            From the request on, this part no longer guarantees new payments. Until the exit is due it still
            bears losses of payments that fail.
          </p>
        </>
      )}
    </ActionForm>
  );
}

function submitWords(amount: RequestExitIntent['amount'] | null): string {
  if (!amount) return 'Request exit';
  return amount.kind === 'all' ? 'Request exit of all' : `Request exit of ${formatAmp(amount.wei)} AMP`;
}

/** The contract keeps no crumbs: an account holds nothing or {@link MIN_SHARES}. Said before it bites. */
function DustNote({ facts, shares, wei }: { facts: PoolFacts; shares: bigint; wei: bigint }) {
  const { settled, summary } = facts;
  if (settled.assets === 0n) return null;
  const wanted = mulDivCeil(wei, settled.shares, settled.assets);
  if (wanted >= shares || sharesTaken(wanted, shares) === wanted) return null;
  return (
    <Notice kind="info" title="All of it will leave">
      What would stay is less than {formatCount(MIN_SHARES)} shares, the smallest stake that{' '}
      {summary.pool.tag} keeps.
    </Notice>
  );
}

const linesOf = (preview: RequestExitPreview, price: Price | null, at: number): KeyValue[] => [
  { key: 'worth', label: 'Leaves, worth now', value: <AmpWorth wei={preview.worth} price={price} /> },
  { key: 'exit', label: 'Can be claimed from', value: <MomentLine at={preview.exitAt} now={at} /> },
  { key: 'stays', label: 'Stays staked', value: <Amount wei={preview.staysStaked} decimals={2} unit /> },
];
