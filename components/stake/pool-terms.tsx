'use client';
import { Amount } from '@/components/ui/amount';
import { Explain } from '@/components/ui/explain';
import { Hash } from '@/components/ui/hex';
import { type KeyValue, KeyValues } from '@/components/ui/key-values';
import { Panel, PanelHeader } from '@/components/ui/panel';
import { duration } from '@/components/ui/time-text';
import { formatBps } from '@/lib/domain/money';
import { MIN_SHARES } from '@/lib/domain/pool-math';
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
          A stake is at least this. What stays after an exit is nothing, or at least{' '}
          {MIN_SHARES.toLocaleString('en-US')} shares: crumbs leave with the rest.
        </Explain>
      ),
      value: <Amount wei={params.minStake} unit />,
    },
    { key: 'stakers', label: 'Stakers', value: stakers.toLocaleString('en-US') },
    { key: 'id', label: 'Partition', value: <Hash value={pool.id} what="Partition of the pool" /> },
  ];
  return (
    <Panel aria-labelledby="terms">
      <PanelHeader id="terms" title={`How ${pool.tag} works`} />
      <KeyValues items={items} />
    </Panel>
  );
}
