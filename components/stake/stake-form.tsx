'use client';
import { useCallback, useState } from 'react';
import { useDeployment } from '@/components/live/live-context';
import { Amount } from '@/components/ui/amount';
import { AmountInput } from '@/components/ui/amount-input';
import { Field } from '@/components/ui/field';
import type { KeyValue } from '@/components/ui/key-values';
import { duration } from '@/components/ui/time-text';
import { ActionForm } from '@/components/wallet/action-form';
import { FaucetButton } from '@/components/wallet/faucet-button';
import type { StakePreview } from '@/lib/actions/stake';
import { amountWords, understoodAs } from '@/lib/domain/amount-words';
import type { Price } from '@/lib/domain/api';
import type { Hex } from '@/lib/domain/codecs';
import { formatAmp, formatAmpExact, parseAmp } from '@/lib/domain/money';
import { assetsForShares, sharesForStake } from '@/lib/domain/pool-math';
import type { PoolFacts } from './pool-facts';
import { AmpWorth, MomentLine } from './preview-lines';

/** AMP into a pool. `spendable` is null while it is not known: then the chain's own refusal speaks. */
export function StakeForm({
  facts,
  spendable,
  account,
  price,
  now,
}: {
  facts: PoolFacts;
  spendable: bigint | null;
  account: Hex | null;
  price: Price | null;
  now: number;
}) {
  const { local } = useDeployment();
  const [text, setText] = useState('');
  const [tried, setTried] = useState(false);
  const { pool } = facts.summary;
  const { minStake } = pool.params;
  const parsed = parseAmp(text, { min: minStake, ...(spendable !== null && { max: spendable }) });
  const error =
    parsed.ok || (text === '' && !tried)
      ? null
      : amountWords(parsed.issue, {
          minimum: (amp) => `${pool.tag} takes ${amp} AMP or more.`,
          maximum: (amp) =>
            spendable === 0n
              ? 'You have no spendable AMP in this account.'
              : `You can spend ${amp} AMP. What is in a pool or on its way out cannot be staked.`,
        });
  const clear = useCallback(() => {
    setText('');
    setTried(false);
  }, []);

  return (
    <ActionForm
      kind="stake"
      intent={parsed.ok ? { pool: pool.id, value: parsed.value } : null}
      intentKey={`${pool.id}/${parsed.ok ? parsed.value : ''}`}
      submit={parsed.ok ? `Stake ${formatAmp(parsed.value)} AMP` : 'Stake'}
      toLines={(preview, block) => linesOf(preview, price, block.timestamp)}
      expected={parsed.ok ? expectedLines(facts, parsed.value, price, now, account !== null) : undefined}
      onIncomplete={() => setTried(true)}
      onDone={clear}
    >
      <Field
        label="Amount to stake"
        error={error}
        hint={parsed.ok ? understoodAs(text, parsed.value) : null}
        aside={
          spendable === null ? null : (
            <>
              Spendable <Amount wei={spendable} unit />
            </>
          )
        }
      >
        {(wiring) => (
          <AmountInput
            {...wiring}
            name="stake-amount"
            value={text}
            onValueChange={setText}
            {...(spendable !== null && {
              onMax: () => setText(formatAmpExact(spendable)),
              maxDisabled: spendable === 0n,
            })}
          />
        )}
      </Field>
      {local && account && spendable !== null && spendable < minStake && <FaucetButton account={account} />}
    </ActionForm>
  );
}

/** Rounding favours the pool by a wei or two: said as that, and not as a figure that looks like a loss. */
const CRUMB = 1_000n;
function worthLine(value: bigint, worth: bigint, price: Price | null): KeyValue {
  const lost = value - worth;
  const crumb = lost > 0n && lost < CRUMB;
  return {
    key: 'worth',
    label: 'Your stake, right after',
    value: (
      <>
        <AmpWorth wei={crumb ? value : worth} price={price} />
        {crumb && (
          <span className="block text-small font-normal text-ink-3">
            less {lost.toString()} wei of rounding
          </span>
        )}
      </>
    ),
  };
}

const linesOf = (preview: StakePreview, price: Price | null, at: number): KeyValue[] => [
  worthLine(preview.value, preview.worth, price),
  { key: 'shares', label: 'Shares', value: <Amount wei={preview.shares} decimals={2} /> },
  {
    key: 'left',
    label: 'Stays spendable',
    value: <Amount wei={preview.spendableAfter} decimals={2} unit />,
  },
  {
    key: 'exit',
    label: 'If you asked to leave now',
    value: <MomentLine at={preview.exitAtIfAskedNow} now={at} />,
  },
  { key: 'longest', label: 'Longest wait, ever', value: `${duration(preview.longestWait)} after you ask` },
];

/** Before the chain has said it, or without a wallet: from what the page knows, by the contract's own arithmetic. */
function expectedLines(
  facts: PoolFacts,
  value: bigint,
  price: Price | null,
  now: number,
  isConnected: boolean,
): KeyValue[] {
  const { settled, exitIfAskedNow, longestWait } = facts;
  const shares = sharesForStake(settled, value);
  if (shares === null) return [];
  const after = { assets: settled.assets + value, shares: settled.shares + shares };
  return [
    worthLine(value, assetsForShares(after, shares), price),
    { key: 'shares', label: 'Shares', value: <Amount wei={shares} decimals={2} /> },
    { key: 'exit', label: 'If you asked to leave now', value: <MomentLine at={exitIfAskedNow} now={now} /> },
    { key: 'longest', label: 'Longest wait, ever', value: `${duration(longestWait)} after you ask` },
    {
      key: 'fee',
      label: 'Network fee',
      value: isConnected ? 'not known yet' : 'known once a wallet is connected',
    },
  ];
}
