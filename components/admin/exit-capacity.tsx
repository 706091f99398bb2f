'use client';
import { useChainTime } from '@/components/live/live-context';
import { Amount } from '@/components/ui/amount';
import { EmptyState } from '@/components/ui/empty-state';
import { MiniBar } from '@/components/ui/slice-bar';
import { RowTh, Table, Td, Th } from '@/components/ui/table';
import { Tag } from '@/components/ui/tag';
import { Moment } from '@/components/ui/time';
import { relative } from '@/components/ui/time-text';
import type { PoolHealth, PoolsAnswer } from '@/lib/domain/api';
import { formatAmpShort } from '@/lib/domain/money';
import { max, min } from '@/lib/domain/rounding';

/** Each queued exit and what it leaves behind, in the order in which they leave. */
export function ExitCapacity({ health, pools }: { health: PoolHealth[]; pools: PoolsAnswer }) {
  const now = Math.max(useChainTime(), pools.at.timestamp);
  const rows = health
    .flatMap((pool) => pool.exits.map((exit) => ({ ...exit, pool: pool.pool, tag: pool.tag })))
    .sort((a, b) => a.exitAt - b.exitAt);
  if (rows.length === 0) {
    return (
      <EmptyState title="Nobody is waiting to leave">
        Capacity stays as it is, as far as is known today.
      </EmptyState>
    );
  }
  return (
    <Table label="Capacity after queued exits">
      <thead>
        <tr>
          <Th>When</Th>
          <Th>Pool</Th>
          <Th numeric>Leaving</Th>
          <Th numeric className="max-md:hidden">
            Staked then
          </Th>
          <Th numeric>May be locked then</Th>
          <Th className="w-[26%] max-sm:hidden">Locked now, of that</Th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ exitAt, pool, tag, leaving, assets, capacity }) => {
          const locked = pools.pools.find((one) => one.pool.id === pool)?.settled.locked ?? 0n;
          const over = max(0n, locked - capacity);
          return (
            <tr key={`${pool}-${exitAt}`}>
              <RowTh>
                <Moment at={exitAt} near={now} form="minute" />{' '}
                <span className="font-normal text-ink-3">· {relative(exitAt, now)}</span>
              </RowTh>
              <Td>{tag}</Td>
              <Td numeric>
                <Amount wei={leaving} />
              </Td>
              <Td numeric className="max-md:hidden">
                <Amount wei={assets} />
              </Td>
              <Td numeric>
                <Amount wei={capacity} />
              </Td>
              <Td className="max-sm:hidden">
                {over > 0n ? (
                  <Tag tone="claimed">{formatAmpShort(over)} AMP over</Tag>
                ) : (
                  <MiniBar
                    locked={min(locked, capacity)}
                    label={`${formatAmpShort(locked)} of ${formatAmpShort(capacity)} AMP locked now`}
                    parts={[{ key: 'free', size: capacity - locked, label: 'free' }]}
                  />
                )}
              </Td>
            </tr>
          );
        })}
      </tbody>
    </Table>
  );
}
