import { formatBlock } from '@/components/shell/freshness-text';
import { Amount } from '@/components/ui/amount';
import { Moment, Time } from '@/components/ui/time';
import { relative } from '@/components/ui/time-text';
import type { PaymentAnswer } from '@/lib/domain/api';
import type { Finality } from '@/lib/domain/entities';
import { isGuaranteed, lockStatus } from '@/lib/domain/lock-status';
import { asciiFromHex } from '@/lib/domain/text';
import type { TimelineStep } from './timeline';

const finalityWord: Record<Finality, string> = { latest: 'not final yet', safe: 'safe', finalized: 'final' };

type Step = PaymentAnswer['steps'][number];

/** A payment's story as it stands at `now`: what the chain says, then what is still to come. */
export function stepsOf(answer: PaymentAnswer, now: number): TimelineStep[] {
  return [...answer.steps.map((step, index) => happened(step, index, answer, now)), ...ahead(answer, now)];
}

function happened(
  { kind, amount, at }: Step,
  index: number,
  { lock, lockedFinality, steps }: PaymentAnswer,
  now: number,
): TimelineStep {
  const key = `${at.block}-${at.logIndex}-${index}`;
  const when = (
    <>
      <Moment at={at.timestamp} near={now} /> · block {formatBlock(at.block)}
    </>
  );
  switch (kind) {
    case 'locked':
      return {
        key,
        state: 'done',
        what: 'Collateral locked',
        when: (
          <>
            {when}, {finalityWord[lockedFinality]}
          </>
        ),
      };
    case 'claimed':
      return { key, state: 'late', what: 'Claimed by the merchant', when };
    case 'released':
      return {
        key,
        state: 'done',
        what:
          amount !== null && amount < lock.amount ? (
            <>
              <Amount wei={amount} unit /> released
            </>
          ) : (
            'Settled, collateral released'
          ),
        when,
      };
    case 'drawn': {
      // Refused in the same transaction: then nobody was paid yet.
      const refused = steps[index + 1]?.kind === 'deferred';
      const what = amount === null ? 'collateral' : <Amount wei={amount} unit />;
      return {
        key,
        state: 'failed',
        what: refused ? <>Failed, {what} drawn for the merchant</> : <>Merchant paid {what} from the pool</>,
        when,
      };
    }
    case 'deferred':
      return {
        key,
        state: 'late',
        what: 'Refused by the merchant’s own contract: the pool keeps it for the merchant',
        when,
      };
    case 'collected':
      return { key, state: 'done', what: 'Collected by the merchant', when };
  }
}

function ahead({ lock }: PaymentAnswer, now: number): TimelineStep[] {
  const status = lockStatus(lock, now);
  if (!isGuaranteed(status)) {
    if (status !== 'expired') return [];
    return [
      {
        key: 'expired',
        state: 'failed',
        what: 'Guarantee ran out',
        when: <Time at={lock.expiresAt} form="full" />,
      },
    ];
  }
  const asset = asciiFromHex(lock.quote.asset);
  const settled: TimelineStep = { key: 'settled', state: 'todo', what: 'Settled, collateral released' };
  if (status === 'open') {
    return [
      {
        key: 'settling',
        state: 'doing',
        what: `Settling in ${asset}`,
        when: <>due {relative(lock.settleBy, now)}</>,
      },
      settled,
    ];
  }
  if (status === 'overdue') {
    return [
      {
        key: 'late',
        state: 'late',
        what: `Not settled in ${asset} in time`,
        when: <>due {relative(lock.settleBy, now)}</>,
      },
      { key: 'either', state: 'todo', what: 'Settled late, or claimed by the merchant' },
    ];
  }
  const matures = lock.claimMaturesAt ?? lock.expiresAt;
  return [
    {
      key: 'payout',
      state: 'todo',
      what: 'Collateral paid to the merchant',
      when: now < matures ? <>{relative(matures, now)}, if it does not settle before</> : <>possible now</>,
    },
  ];
}
