'use client';
import { useCallback, useState } from 'react';
import { useDeployment } from '@/components/live/live-context';
import { Worth } from '@/components/stake/worth';
import { Button } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';
import { Notice } from '@/components/ui/notice';
import { ActionForm } from '@/components/wallet/action-form';
import { useUnfinished } from '@/components/wallet/activity-store';
import { AmountField } from '@/components/wallet/amount-field';
import type { InPlaceHolding } from '@/components/wallet/on-chain-reads';
import { useAmount } from '@/components/wallet/use-amount';
import type { TakeOutIntent } from '@/lib/actions/take-out';
import type { Hex } from '@/lib/domain/codecs';
import { formatAmp, formatAmpExact } from '@/lib/domain/money';

/** Spendable AMP into the partition of collateral in place. */
export function FundForm({ holding, spendable }: { holding: InPlaceHolding; spendable: bigint }) {
  const { pool, name } = holding;
  const amount = useAmount({
    max: spendable,
    words: { maximum: (amp) => `You can spend ${amp} AMP. Choose Max to set all of it aside.` },
  });
  const { value, clear } = amount;
  return (
    <ActionForm
      kind="fund-in-place"
      intent={value === null ? null : { pool, value }}
      intentKey={`${pool}/${value}`}
      submit={value === null ? 'Set aside' : `Set ${formatAmp(value)} AMP aside`}
      onIncomplete={amount.onIncomplete}
      onDone={clear}
      toLines={(preview) => [
        { key: 'in', label: `In place for ${name}`, value: <Worth wei={preview.inPlaceAfter} /> },
        {
          key: 'exposed',
          label: 'Of it payments may count on',
          value: preview.enrolled ? <Worth wei={preview.exposedAfter} /> : 'nothing before you enrol',
        },
        { key: 'left', label: 'Stays spendable', value: <Worth wei={preview.spendableAfter} /> },
      ]}
    >
      <AmountField
        amount={amount}
        label="Amount to set aside"
        name="fund-amount"
        max={spendable}
        aside={
          <>
            Spendable <Worth wei={spendable} />
          </>
        }
      />
      <p className="text-small text-ink-3">
        It stays in your wallet, in a partition of its own. It counts in your balance and cannot be sent
        before you take it out.
      </p>
    </ActionForm>
  );
}

/** Enrolling, in two steps; goes on where it stopped, also after a reload. */
export function EnrolForm({ account, holding }: { account: Hex; holding: InPlaceHolding }) {
  const { chainId } = useDeployment();
  const { pool, name, balance } = holding;
  const stopped = useUnfinished({ chainId, account, kind: 'enrol' });
  const [begun] = useState(() => limitOf(stopped?.intent, pool));
  const limit = useAmount({ max: null, initial: begun === null ? '' : formatAmpExact(begun) });
  const { value, clear } = limit;
  return (
    <ActionForm
      kind="enrol"
      intent={value === null ? null : { pool, maxExposure: value }}
      intentKey={`${pool}/${value}`}
      submit={begun === null ? `Enrol in ${name}` : `Go on with ${name}`}
      onIncomplete={limit.onIncomplete}
      onDone={clear}
      toLines={(preview) => [
        { key: 'limit', label: 'Payments may lock, at most', value: <Worth wei={preview.maxExposure} /> },
        {
          key: 'now',
          label: 'Of what is in place now',
          value: preview.inPlace > 0n ? <Worth wei={preview.inPlace} /> : 'nothing yet',
        },
      ]}
    >
      {begun !== null && (
        <Notice kind="info" title="You stopped between two steps">
          The first one is done and stays done. With the second you are enrolled; you can also change your
          mind, and take the hooks back under “Leave”.
        </Notice>
      )}
      <AmountField
        amount={limit}
        label="Limit"
        name="exposure"
        max={null}
        aside={
          balance > 0n && (
            <button type="button" className="link" onClick={() => limit.onType(formatAmpExact(balance))}>
              All that is in place
            </button>
          )
        }
      />
      <p className="text-small text-ink-3">
        No more than this is ever locked at once, however much you set aside. You can change it at any time.
      </p>
    </ActionForm>
  );
}

/** The limit in an intent to enrol in this pool, as it was stored; null for anything else. */
function limitOf(intent: unknown, pool: Hex): bigint | null {
  if (typeof intent !== 'object' || intent === null || !('maxExposure' in intent) || !('pool' in intent))
    return null;
  const { maxExposure } = intent;
  const readable = intent.pool === pool && typeof maxExposure === 'string' && /^\d+$/.test(maxExposure);
  return readable ? BigInt(maxExposure) : null;
}

/** Another limit for a wallet that is enrolled. */
export function LimitForm({ holding }: { holding: InPlaceHolding }) {
  const { pool, name, locked, maxExposure } = holding;
  const limit = useAmount({
    max: null,
    ...(locked > 0n && { min: locked }),
    words: { minimum: (amp) => `Payments count on ${amp} AMP right now: the limit can be that or more.` },
  });
  const { value, clear } = limit;
  return (
    <ActionForm
      kind="change-exposure"
      intent={value === null ? null : { pool, maxExposure: value }}
      intentKey={`${pool}/${value}`}
      submit="Change the limit"
      onIncomplete={limit.onIncomplete}
      onDone={clear}
      toLines={(preview) => [
        { key: 'before', label: 'Limit now', value: <Worth wei={preview.before} /> },
        { key: 'after', label: 'Limit after it', value: <Worth wei={preview.after} /> },
        { key: 'locked', label: 'Locked now', value: <Worth wei={preview.locked} /> },
      ]}
    >
      <AmountField
        amount={limit}
        label={`Limit for ${name}`}
        name="exposure"
        max={null}
        aside={
          <>
            Now <Worth wei={maxExposure} />
          </>
        }
      />
    </ActionForm>
  );
}

/** Collateral in place back into what is spendable. */
export function TakeOutForm({ holding }: { holding: InPlaceHolding }) {
  const { pool, name, movable, locked } = holding;
  const amount = useAmount({
    max: movable,
    words: {
      maximum: (amp) =>
        locked > 0n
          ? `${amp} AMP is free. The rest is locked for payments, and free once they are over.`
          : `${amp} AMP is in place.`,
    },
  });
  const { clear } = amount;
  const wanted: TakeOutIntent['amount'] | null = amount.takesAll
    ? { kind: 'all' }
    : amount.value === null
      ? null
      : { kind: 'part', wei: amount.value };
  const onDone = useCallback(() => clear(), [clear]);
  return (
    <ActionForm
      kind="take-out"
      intent={wanted && { pool, amount: wanted }}
      intentKey={`${pool}/${wanted?.kind === 'part' ? wanted.wei : wanted?.kind}`}
      submit={wanted?.kind === 'part' ? `Take out ${formatAmp(wanted.wei)} AMP` : 'Take out'}
      onIncomplete={amount.onIncomplete}
      onDone={onDone}
      nothingToDo={movable === 0n}
      toLines={(preview) => [
        { key: 'out', label: 'Becomes spendable', value: <Worth wei={preview.value} /> },
        { key: 'stays', label: 'Stays in place', value: <Worth wei={preview.staysInPlace} /> },
      ]}
    >
      {movable === 0n ? (
        <EmptyState title="Nothing is free to leave just now" className="!py-8">
          {locked > 0n
            ? 'All of it is locked for payments. It is free once they are over.'
            : `Nothing is in place for ${name}.`}
        </EmptyState>
      ) : (
        <AmountField
          amount={amount}
          label="Amount to take out"
          name="take-out-amount"
          max={movable}
          aside={
            <>
              Free <Worth wei={movable} />
            </>
          }
        />
      )}
    </ActionForm>
  );
}

/** The end of it: no payment counts on the wallet any more, and its hooks are its own. */
export function LeaveForm({ holding, handedOver }: { holding: InPlaceHolding; handedOver: boolean }) {
  const { pool, name, enrolled, locked } = holding;
  const possible = enrolled || handedOver;
  return (
    <ActionForm
      kind="unenrol"
      intent={possible ? { pool } : null}
      intentKey={`${pool}/${possible}`}
      submit={enrolled ? `Leave ${name}` : 'Take the hooks back'}
      nothingToDo={!possible}
      toLines={(preview) => [
        { key: 'stays', label: 'Stays in place, free to take out', value: <Worth wei={preview.inPlace} /> },
      ]}
    >
      {!possible ? (
        <EmptyState title="There is nothing to leave" className="!py-8">
          This wallet is not enrolled, and its hooks are its own.
        </EmptyState>
      ) : (
        <p className="text-table text-ink-2">
          {enrolled
            ? 'No payment will count on this wallet any more. With the last pool it has its hooks back.'
            : 'This wallet handed its hooks over and is enrolled nowhere. It can have them back.'}
          {locked > 0n && (
            <>
              {' '}
              <Worth wei={locked} /> is locked now: you can leave once those payments are over. To have
              nothing new locked until then, lower the limit to what is locked.
            </>
          )}
        </p>
      )}
    </ActionForm>
  );
}

export const ConnectFirst = ({ onConnect }: { onConnect: () => void }) => (
  <EmptyState
    title="Connect the wallet whose AMP is to back payments"
    action={
      <Button look="primary" onClick={onConnect}>
        Connect wallet
      </Button>
    }
  >
    Its AMP stays where it is: in it.
  </EmptyState>
);
