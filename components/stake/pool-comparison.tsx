'use client';
import type { ReactNode } from 'react';
import { Amount } from '@/components/ui/amount';
import { cx } from '@/components/ui/cx';
import { Explain } from '@/components/ui/explain';
import { CheckIcon, LateIcon } from '@/components/ui/icons';
import { Link } from '@/components/ui/link';
import { MiniBar } from '@/components/ui/slice-bar';
import { RowTh, Table, Td, Th } from '@/components/ui/table';
import { Tag } from '@/components/ui/tag';
import { duration, relative } from '@/components/ui/time-text';
import { useMedia } from '@/components/ui/use-media';
import { formatAmpShort, formatBps } from '@/lib/domain/money';
import { formatCount } from '@/lib/domain/text';
import type { PoolFacts } from './pool-facts';
import { Rate } from './pool-rate';

type ComparisonProps = { facts: PoolFacts[]; chosen: string; now: number };

/**
 * The pools side by side: a table where there is room, cards on a phone. Each one's name chooses it. The server, which
 * does not know the screen, renders both; a browser draws the one that it shows.
 */
export function PoolComparison(props: ComparisonProps) {
  const isWide = useMedia('(min-width: 64rem)');
  return (
    <>
      {isWide !== false && <PoolTable {...props} />}
      {isWide !== true && <PoolCards {...props} />}
    </>
  );
}

function PoolTable({ facts, chosen, now }: ComparisonProps) {
  return (
    <div className="hidden overflow-hidden rounded-b-l lg:block">
      <Table label="Pools side by side">
        <thead>
          <tr>
            <Th>Pool</Th>
            <Th numeric>Staked</Th>
            <Th numeric>
              <Explain term="Free">AMP that may still be locked for payments, on top of what is.</Explain>
            </Th>
            <Th numeric>
              <Explain term="Earned, 7 days">
                What fees brought to stakes in the last seven days, as a year’s rate; top-ups, which whoever
                runs the pool may end, stand apart. Each figure tells on a tap what it is made of.
              </Explain>
            </Th>
            <Th className="w-[14%]">In use</Th>
            <Th numeric>Open locks</Th>
            <Th numeric>
              <Explain term="Lost, 30 days">
                What failed payments took from everyone in the pool, in proportion to their stakes.
              </Explain>
            </Th>
            <Th numeric>
              <Explain term="Way out">
                How long an exit asked for now would take, and the longest it could ever take, whatever the
                operator does.
              </Explain>
            </Th>
            <Th numeric className="max-xl:hidden">
              Smallest stake
            </Th>
            <Th>State</Th>
          </tr>
        </thead>
        <tbody>
          {facts.map((one) => {
            const { pool, openLocks } = one.summary;
            const current = pool.id === chosen;
            return (
              <tr key={pool.id} className={cx('relative', current ? 'bg-accent-soft' : 'hover:bg-hover')}>
                <RowTh>
                  <Choose pool={pool} current={current} />
                </RowTh>
                <Td numeric>
                  <Amount wei={one.settled.assets} form="short" />
                </Td>
                <Td numeric>
                  <Amount wei={one.settled.free} form="short" />
                </Td>
                <Td numeric>
                  <Rate earnings={one.earnings} />
                </Td>
                <Td>
                  <Use facts={one} />
                </Td>
                <Td numeric>{formatCount(openLocks)}</Td>
                <Td numeric>
                  <Lost facts={one} now={now} />
                </Td>
                <Td numeric>
                  <WayOut facts={one} now={now} />
                </Td>
                <Td numeric className="max-xl:hidden">
                  <Amount wei={pool.params.minStake} />
                </Td>
                <Td>
                  <State facts={one} />
                </Td>
              </tr>
            );
          })}
        </tbody>
      </Table>
    </div>
  );
}

function PoolCards({ facts, chosen, now }: ComparisonProps) {
  return (
    <ul
      aria-label="Pools side by side"
      className="grid overflow-hidden rounded-b-l md:grid-cols-[repeat(auto-fit,minmax(15rem,1fr))] lg:hidden"
    >
      {facts.map((one) => {
        const { pool, openLocks } = one.summary;
        const current = pool.id === chosen;
        return (
          <li
            key={pool.id}
            className={cx(
              'relative flex flex-col gap-3 border-t border-line px-4 py-4 text-table sm:px-5 md:-ml-px md:border-l',
              current && 'bg-accent-soft',
            )}
          >
            <div className="flex items-center justify-between gap-3 text-body font-medium">
              <Choose pool={pool} current={current} />
              <State facts={one} />
            </div>
            <Use facts={one} />
            <dl className="grid grid-cols-2 gap-x-4 gap-y-2.5">
              <CardFact label="Staked">
                <Amount wei={one.settled.assets} form="short" />
              </CardFact>
              <CardFact label="Free" roomOnly={!current}>
                <Amount wei={one.settled.free} form="short" />
              </CardFact>
              <CardFact label="Earned, 7 days">
                <Rate earnings={one.earnings} />
              </CardFact>
              <CardFact label="Lost, 30 days">
                <Lost facts={one} now={now} />
              </CardFact>
              <CardFact label="Open locks" roomOnly={!current}>
                {formatCount(openLocks)}
              </CardFact>
              <CardFact label="Way out">
                <WayOut facts={one} now={now} />
              </CardFact>
              <CardFact label="Smallest stake" roomOnly={!current}>
                <Amount wei={pool.params.minStake} />
              </CardFact>
            </dl>
          </li>
        );
      })}
    </ul>
  );
}

/** `roomOnly` is one that a card leaves out on a phone while its pool is not chosen: the form below would be far away. */
const CardFact = ({
  label,
  roomOnly,
  children,
}: {
  label: string;
  roomOnly?: boolean;
  children: ReactNode;
}) => (
  <div className={cx(roomOnly && 'max-md:hidden')}>
    <dt className="text-small text-ink-3">{label}</dt>
    <dd>{children}</dd>
  </div>
);

function Choose({ pool, current }: { pool: { tag: string }; current: boolean }) {
  return (
    <Link
      href={`/stake?pool=${pool.tag}`}
      replace
      scroll={false}
      aria-current={current ? 'true' : undefined}
      className="inline-flex items-center gap-2 after:absolute after:inset-0 focus-visible:outline-none focus-visible:after:outline-2 focus-visible:after:-outline-offset-2 focus-visible:after:outline-accent"
    >
      <span
        aria-hidden="true"
        className={cx(
          'flex size-4 shrink-0 items-center justify-center rounded-full border',
          current ? 'border-accent bg-accent text-accent-ink' : 'border-edge',
        )}
      >
        {current && <CheckIcon className="size-3" />}
      </span>
      {pool.tag}
    </Link>
  );
}

function Use({ facts: { settled, summary } }: { facts: PoolFacts }) {
  const limit = summary.pool.params.maxUtilisationBps;
  return (
    <div className="flex items-center gap-3">
      <div className="grow">
        <MiniBar
          locked={settled.locked}
          label={`${formatAmpShort(settled.locked)} locked, ${formatAmpShort(settled.pendingAssets)} leaving, ${formatAmpShort(settled.free)} free, ${formatAmpShort(settled.heldBack)} held back; at most ${formatBps(limit)} may be locked`}
          parts={[
            { key: 'leaving', size: settled.pendingAssets, label: 'leaving' },
            { key: 'free', size: settled.free, label: 'free' },
            { key: 'held', size: settled.heldBack, label: 'held back' },
          ]}
        />
      </div>
      <span className="w-14 text-right text-ink-2">{formatBps(settled.utilisationBps)}</span>
    </div>
  );
}

function Lost({ facts: { lost30d, summary }, now }: { facts: PoolFacts; now: number }) {
  if (lost30d === null) return <span className="text-ink-3">unknown</span>;
  const { lastDrawAt } = summary.pool;
  return (
    <span className="inline-flex flex-col leading-tight">
      {lost30d === 0n ? 'nothing' : <Amount wei={lost30d} form="short" />}
      <span className="text-small text-ink-3">
        {lastDrawAt === null ? 'no loss ever' : `last ${relative(Math.min(lastDrawAt, now), now)}`}
      </span>
    </span>
  );
}

function WayOut({ facts, now }: { facts: PoolFacts; now: number }) {
  return (
    <span className="inline-flex flex-col leading-tight">
      {duration(facts.exitIfAskedNow - now)}
      <span className="text-small text-ink-3">at most {duration(facts.longestWait)}</span>
    </span>
  );
}

function State({ facts: { summary } }: { facts: PoolFacts }) {
  const { pauses } = summary.pool;
  if (!pauses.stakes && !pauses.locks && !pauses.draws) {
    return (
      <Tag tone="neutral" icon={<CheckIcon />}>
        Open
      </Tag>
    );
  }
  const stopped = [pauses.stakes && 'stakes', pauses.locks && 'locks', pauses.draws && 'draws'].filter(
    Boolean,
  );
  return (
    <Tag tone="claimed" icon={<LateIcon />}>
      {`No ${stopped.join(', ')}`}
    </Tag>
  );
}
