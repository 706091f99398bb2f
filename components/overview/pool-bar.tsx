'use client';
import { useQuery, useSuspenseQuery } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useEffect, useMemo, useRef } from 'react';
import { useChainTime } from '@/components/live/live-context';
import { useNames } from '@/components/shell/use-name';
import { Amount } from '@/components/ui/amount';
import { Explain } from '@/components/ui/explain';
import { LateIcon } from '@/components/ui/icons';
import { type BarPart, SliceBar, SliceLegend } from '@/components/ui/slice-bar';
import type { Outcome, Slice } from '@/components/ui/slices';
import { relative } from '@/components/ui/time-text';
import type { LockRow, PoolsAnswer } from '@/lib/domain/api';
import { lockStatus } from '@/lib/domain/lock-status';
import { ampToCents, formatAmp, formatAmpShort, formatBps, formatFiat } from '@/lib/domain/money';
import { max } from '@/lib/domain/rounding';
import { asciiFromHex, formatCount } from '@/lib/domain/text';
import { historyQueryOptions, LIVE_LOCKS, locksQueryOptions, poolsQueryOptions } from '@/lib/live/queries';
import { FEED } from './feed';
import { peakUse, totalsOf, wasDrawn } from './totals';

const DAY = 86_400;

/** All that is staked as one bar, each payment a slice, and what the parts are. */
export function PoolBar() {
  const { data: pools } = useSuspenseQuery(poolsQueryOptions());
  const { data: live } = useSuspenseQuery(locksQueryOptions(LIVE_LOCKS));
  const { data: history } = useQuery(historyQueryOptions('all', '15m'));
  const now = Math.max(useChainTime(), pools.at.timestamp);
  const totals = totalsOf(pools, now);
  const slices = useSlices(live.locks, now);
  const shownLocked = slices.reduce((sum, slice) => sum + slice.size, 0n);
  const late = slices.filter((slice) => slice.tone === 'claimed').length;
  const parts: BarPart[] = [
    { key: 'leaving', size: totals.leaving, label: `${formatAmpShort(totals.leaving)} AMP leaving` },
    { key: 'free', size: totals.free, label: `${formatAmpShort(totals.free)} AMP free for payments` },
    { key: 'held', size: totals.heldBack, label: `${formatAmpShort(totals.heldBack)} AMP held back` },
  ];
  const router = useRouter();
  const outcomeOf = useOutcomes(live.locks, pools);
  const peak = history ? peakUse(history, totals, now - DAY) : null;
  const guaranteeable = pools.price ? ampToCents(totals.free, pools.price.ampUsd) : null;

  return (
    <section aria-label="All staked AMP">
      <SliceBar
        slices={slices}
        others={{
          size: max(0n, totals.locked - shownLocked),
          count: Math.max(0, totals.openLocks - slices.length),
        }}
        parts={parts}
        outcomeOf={outcomeOf}
        onPick={(id) => router.push(`/payments/${id}`)}
        label={`Of ${formatAmpShort(totals.assets)} AMP staked, ${formatAmpShort(totals.locked)} is locked for payments, ${formatAmpShort(totals.leaving)} is leaving, ${formatAmpShort(totals.free)} is free, ${formatAmpShort(totals.heldBack)} is held back`}
      />
      <div className="pt-4">
        <SliceLegend
          items={[
            {
              key: 'locked',
              swatch: 'bg-locked',
              term: (
                <Explain term="Locked">
                  AMP set aside for payments that have not settled yet. Each slice is one payment; one that
                  stands lower is late, and its merchant may claim it.
                </Explain>
              ),
              beside: late > 0 && (
                <span className="whitespace-nowrap text-claimed">
                  <LateIcon className="mr-1 inline size-3.5 align-[-0.15em]" />
                  {formatCount(late)} late
                </span>
              ),
              value: <Amount wei={totals.locked} form="short" />,
              note: (
                <>
                  <span className="whitespace-nowrap">{formatBps(totals.utilisationBps)} used</span>
                  {peak !== null && (
                    <span className="whitespace-nowrap max-lg:block">
                      <span className="max-lg:hidden"> · </span>24 h peak {formatBps(peak)}
                    </span>
                  )}
                </>
              ),
            },
            {
              key: 'leaving',
              swatch: 'hatched',
              term: (
                <Explain term="Leaving">
                  AMP whose owners have asked to leave. It takes no new payments, and bears losses until it is
                  out.
                </Explain>
              ),
              value: <Amount wei={totals.leaving} form="short" />,
              note:
                totals.nextExitAt === null
                  ? 'nobody is waiting'
                  : `next exit ${relative(totals.nextExitAt, now)}`,
            },
            {
              key: 'free',
              swatch: 'bg-free',
              term: (
                <Explain term="Free for payments">AMP that can be locked for new payments right now.</Explain>
              ),
              value: <Amount wei={totals.free} form="short" />,
              note:
                guaranteeable === null
                  ? 'no AMP price known'
                  : `≈ ${formatFiat(guaranteeable)} guaranteeable`,
            },
            {
              key: 'held',
              swatch: 'bg-held outline outline-line-strong -outline-offset-1',
              term: (
                <Explain term="Held back">
                  Pools never lock all they have: each keeps a part out of use as its safety margin.
                </Explain>
              ),
              value: <Amount wei={totals.heldBack} form="short" />,
              note: 'safety margin',
            },
          ]}
        />
      </div>
    </section>
  );
}

/** Live locks, oldest first, as slices. */
function useSlices(locks: LockRow[], now: number): Slice[] {
  const nameOf = useNames();
  return useMemo(
    () =>
      locks.toReversed().map((lock): Slice => {
        const value = formatFiat(lock.quote.fiatAmount, asciiFromHex(lock.quote.currency));
        return {
          id: lock.paymentId,
          size: lock.remaining,
          tone: lockStatus(lock, now) === 'open' ? 'locked' : 'claimed',
          label: `${nameOf(lock.merchant) ?? 'Payment'} · ${value} · ${formatAmp(lock.remaining, 0)} AMP`,
        };
      }),
    [locks, now, nameOf],
  );
}

/**
 * What became of a lock that is no longer live. The feed beside the bar holds it when it is recent; an older one was
 * drawn if its pool paid out just that much since the last rendering.
 */
function useOutcomes(live: LockRow[], pools: PoolsAnswer): (id: string) => Outcome {
  const { data: feed } = useQuery(locksQueryOptions(FEED));
  const before = useRef({ live, pools });
  useEffect(() => {
    before.current = { live, pools };
  }, [live, pools]);
  return (id) => {
    const known = feed?.locks.find((lock) => lock.paymentId === id);
    if (known) return known.status === 'drawn' ? 'drawn' : 'released';
    const lock = before.current.live.find((one) => one.paymentId === id);
    return lock && wasDrawn(lock, before.current.pools, pools) ? 'drawn' : 'released';
  };
}
