import { Amount } from '@/components/ui/amount';
import { EmptyState } from '@/components/ui/empty-state';
import { Explain } from '@/components/ui/explain';
import { Link } from '@/components/ui/link';
import { MiniBar } from '@/components/ui/slice-bar';
import { RowTh, Table, Td, Th } from '@/components/ui/table';
import type { PoolHealth, PoolsAnswer } from '@/lib/domain/api';
import { formatBps } from '@/lib/domain/money';
import { formatCount } from '@/lib/domain/text';

/** How much of each pool is in use, and what is late in it. */
export function PoolUse({ pools, health }: { pools: PoolsAnswer; health: PoolHealth[] }) {
  if (pools.pools.length === 0) return <EmptyState title="No pool yet" />;
  return (
    <Table label="Use of each pool">
      <thead>
        <tr>
          <Th>Pool</Th>
          <Th className="w-[30%]">Use</Th>
          <Th numeric className="max-sm:hidden">
            Locked
          </Th>
          <Th numeric className="max-md:hidden">
            May be locked
          </Th>
          <Th numeric className="max-md:hidden">
            Limit
          </Th>
          <Th numeric className="max-lg:hidden">
            <Explain term="Drawn by the operator">
              In the time window that runs, of the most that its rules allow. Matured claims are not counted.
            </Explain>
          </Th>
          <Th numeric>Overdue</Th>
        </tr>
      </thead>
      <tbody>
        {pools.pools.map(({ pool, settled }) => {
          const overdue = health.find((one) => one.pool === pool.id);
          return (
            <tr key={pool.id}>
              <RowTh>{pool.tag}</RowTh>
              <Td>
                <div className="flex items-center gap-3">
                  <div className="min-w-16 grow">
                    <MiniBar
                      locked={settled.locked}
                      label={`${formatBps(settled.utilisationBps)} used`}
                      parts={[
                        { key: 'leaving', size: settled.pendingAssets, label: 'leaving' },
                        { key: 'free', size: settled.free, label: 'free' },
                        { key: 'held', size: settled.heldBack, label: 'held back' },
                      ]}
                    />
                  </div>
                  <span className="w-14 text-right text-ink-2">{formatBps(settled.utilisationBps)}</span>
                </div>
              </Td>
              <Td numeric className="max-sm:hidden">
                <Amount wei={settled.locked} />
              </Td>
              <Td numeric className="max-md:hidden">
                <Amount wei={settled.capacity} />
              </Td>
              <Td numeric className="text-ink-2 max-md:hidden">
                {formatBps(pool.params.maxUtilisationBps)}
              </Td>
              <Td numeric className="max-lg:hidden">
                <Amount wei={settled.drawnInWindow} form="short" />{' '}
                <span className="text-ink-3">
                  of <Amount wei={pool.params.drawLimit} form="short" />
                </span>
              </Td>
              <Td numeric>
                {overdue && overdue.overdueLocks > 0 ? (
                  <Link
                    href={`/locks?status=overdue&pool=${pool.id}`}
                    className="text-claimed hover:underline"
                  >
                    {formatCount(overdue.overdueLocks)} ·{' '}
                    <Amount wei={overdue.overdueWei} form="short" unit />
                  </Link>
                ) : (
                  'none'
                )}
              </Td>
            </tr>
          );
        })}
      </tbody>
    </Table>
  );
}
