'use client';
import { Amount } from '@/components/ui/amount';
import { Explain } from '@/components/ui/explain';
import { Hash } from '@/components/ui/hex';
import { type KeyValue, KeyValues } from '@/components/ui/key-values';
import { Panel, PanelHeader } from '@/components/ui/panel';
import { duration } from '@/components/ui/time-text';
import { formatBps } from '@/lib/domain/money';
import { MIN_SHARES } from '@/lib/domain/pool-math';
import { formatCount } from '@/lib/domain/text';
import type { PoolFacts } from './pool-facts';

/** A pool's own rules, in words: what the chain holds it to. */
export function PoolTerms({ facts, epochLength }: { facts: PoolFacts; epochLength: number }) {
  const { pool, stakers } = facts.summary;
  const { params } = pool;
  const items: KeyValue[] = [
    {
      key: 'cooldown',
      label: (
        <Explain term="Cooldown">
          The least time between asking to leave and leaving. It ends at the next boundary, of which there is
          one every {duration(epochLength)}. An exit also waits for the last lock that may count on the stake.
        </Explain>
      ),
      value: duration(params.cooldown),
    },
    { key: 'lock', label: 'Longest lock', value: duration(params.maxLockDuration) },
    {
      key: 'limit',
      label: (
        <Explain term="Locked at most">
          The rest is held back, so that a loss never reaches what somebody else’s payment counts on.
        </Explain>
      ),
      value: formatBps(params.maxUtilisationBps),
    },
    {
      key: 'claim',
      label: (
        <Explain term="Claim delay">
          When a payment has not settled in time, its merchant may claim it. After this delay anyone can have
          it paid.
        </Explain>
      ),
      value: duration(params.claimDelay),
    },
    {
      key: 'least',
      label: (
        <Explain term="Smallest stake">
          A stake is at least this. What stays after an exit is nothing, or at least {formatCount(MIN_SHARES)}{' '}
          shares: crumbs leave with the rest.
        </Explain>
      ),
      value: <Amount wei={params.minStake} unit />,
    },
    {
      key: 'merchants',
      label: (
        <Explain term="New merchants wait">
          So long after its registration, a merchant’s payments can be guaranteed for the first time: whoever
          steals the operator’s key cannot at once pay themselves.
        </Explain>
      ),
      value: params.merchantDelay === 0 ? 'not at all' : duration(params.merchantDelay),
    },
    {
      key: 'draws',
      label: (
        <Explain term="Operator may draw">
          At most this much in each time window. The payment of a matured claim is never limited.
        </Explain>
      ),
      value: (
        <>
          <Amount wei={params.drawLimit} form="short" unit /> in {duration(params.drawWindow)}
        </>
      ),
    },
    {
      key: 'period',
      label: (
        <Explain term="Rewards are spread over">
          Fees and top-ups come in all at once, and are handed out evenly over this time to what is staked and
          not on its way out.
        </Explain>
      ),
      value: duration(params.rewardEpochs * epochLength),
    },
    ...rewardsNow(facts),
    { key: 'stakers', label: 'Stakers', value: formatCount(stakers) },
    { key: 'id', label: 'Partition', value: <Hash value={pool.id} what="Partition of the pool" /> },
  ];
  return (
    <Panel aria-labelledby="terms" className="below-fold">
      <PanelHeader id="terms" title={`How ${pool.tag} works`} />
      <KeyValues items={items} />
    </Panel>
  );
}

/** What is being handed out just now, fees and top-ups apart. */
function rewardsNow({ settled }: PoolFacts): KeyValue[] {
  const { feesLeft, topUpsLeft, rewardSecondsLeft, shares, pendingShares } = settled;
  if (rewardSecondsLeft === 0) return [];
  const when =
    shares === pendingShares ? 'once someone stakes' : `over the next ${duration(rewardSecondsLeft)}`;
  const line = (key: string, label: string, wei: bigint): KeyValue => ({
    key,
    label,
    value:
      wei === 0n ? (
        'none'
      ) : (
        <>
          <Amount wei={wei} decimals={2} unit /> <span className="font-normal text-ink-3">{when}</span>
        </>
      ),
  });
  return [
    line('fees', 'Fees being handed out', feesLeft),
    line('top-ups', 'Top-ups being handed out', topUpsLeft),
  ];
}
