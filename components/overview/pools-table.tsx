'use client';
import { useSuspenseQuery } from '@tanstack/react-query';
import { useChainTime } from '@/components/live/live-context';
import { Amount } from '@/components/ui/amount';
import { LinkButton } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';
import { Link } from '@/components/ui/link';
import { PanelHeader } from '@/components/ui/panel';
import { MiniBar } from '@/components/ui/slice-bar';
import { RowTh, Table, Td, Th } from '@/components/ui/table';
import { relative } from '@/components/ui/time-text';
import { formatAmpShort, formatBps } from '@/lib/domain/money';
import { settlePool } from '@/lib/domain/settle';
import { formatCount } from '@/lib/domain/text';
import { poolsQueryOptions } from '@/lib/live/queries';

/** The pools beside each other, the largest first. */
export function PoolsTable() {
  const { data } = useSuspenseQuery(poolsQueryOptions());
  const now = Math.max(useChainTime(), data.at.timestamp);
  const rows = data.pools
    .map((summary) => ({
      ...summary,
      settled: settlePool(summary.pool, summary.epochs, now, data.epochLength),
    }))
    .sort((a, b) =>
      a.settled.assets === b.settled.assets ? 0 : a.settled.assets > b.settled.assets ? -1 : 1,
    );
  return (
    <>
      <PanelHeader
        id="pools"
        title="Pools"
        hint="Each app has its own: what one pool loses touches no other."
      />
      {rows.length === 0 ? (
        <EmptyState title="No pool yet">The contract is deployed, and nobody has opened a pool.</EmptyState>
      ) : (
        <Table label="Pools">
          <thead>
            <tr>
              <Th>Pool</Th>
              <Th numeric>Staked</Th>
              <Th className="w-[28%]">Use</Th>
              <Th numeric className="max-lg:hidden">
                Locked
              </Th>
              <Th numeric className="max-sm:hidden">
                Free
              </Th>
              <Th numeric className="max-sm:hidden">
                Live payments
              </Th>
              <Th numeric className="max-lg:hidden">
                Stakers
              </Th>
              <Th numeric className="max-md:hidden">
                Next exit
              </Th>
              <Th>
                <span className="sr-only">Action</span>
              </Th>
            </tr>
          </thead>
          <tbody>
            {rows.map(({ pool, settled, openLocks, stakers }) => (
              <tr key={pool.id} className="hover:bg-hover">
                <RowTh>
                  <Link href={`/locks?pool=${pool.id}`} className="hover:underline">
                    {pool.tag}
                  </Link>
                </RowTh>
                <Td numeric>
                  <Amount wei={settled.assets} form="short" />
                </Td>
                <Td>
                  <div className="flex items-center gap-3 max-sm:flex-col max-sm:items-stretch max-sm:gap-1">
                    <div className="grow">
                      <MiniBar
                        locked={settled.locked}
                        label={`${formatAmpShort(settled.locked)} locked, ${formatAmpShort(settled.pendingAssets)} leaving, ${formatAmpShort(settled.free)} free, ${formatAmpShort(settled.heldBack)} held back`}
                        parts={[
                          { key: 'leaving', size: settled.pendingAssets, label: 'leaving' },
                          { key: 'free', size: settled.free, label: 'free' },
                          { key: 'held', size: settled.heldBack, label: 'held back' },
                        ]}
                      />
                    </div>
                    <span className="w-14 text-right text-ink-2 max-sm:w-auto max-sm:text-left">
                      {formatBps(settled.utilisationBps)}
                    </span>
                  </div>
                </Td>
                <Td numeric className="max-lg:hidden">
                  <Amount wei={settled.locked} form="short" />
                </Td>
                <Td numeric className="max-sm:hidden">
                  <Amount wei={settled.free} form="short" />
                </Td>
                <Td numeric className="max-sm:hidden">
                  {formatCount(openLocks)}
                </Td>
                <Td numeric className="max-lg:hidden">
                  {formatCount(stakers)}
                </Td>
                <Td numeric className="text-ink-2 max-md:hidden">
                  {settled.nextExitAt === null ? '–' : relative(settled.nextExitAt, now)}
                </Td>
                <Td numeric>
                  <LinkButton href={`/stake?pool=${pool.id}`} size="s" aria-label={`Stake in ${pool.tag}`}>
                    Stake
                  </LinkButton>
                </Td>
              </tr>
            ))}
          </tbody>
        </Table>
      )}
    </>
  );
}
