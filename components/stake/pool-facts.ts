import type { HistoryAnswer, PoolAnswer, PoolSummary } from '@/lib/domain/api';
import type { PoolEarnings } from '@/lib/domain/pool-disclosure';
import { epochStart, exitEpoch } from '@/lib/domain/pool-math';
import { type SettledPool, settlePool } from '@/lib/domain/settle';

const DAY = 86_400;
const LOSS_DAYS = 30;

/** What someone who chooses a pool compares, at a second of chain time. */
export type PoolFacts = {
  summary: PoolSummary;
  settled: SettledPool;
  /** wei that 30 days of draws took; null while the history is not there */
  lost30d: bigint | null;
  /** what stakes earned lately; null while it is not there */
  earnings: PoolEarnings | null;
  /** chain second at which an exit asked for now would be due */
  exitIfAskedNow: number;
  /** seconds between asking for an exit and its being due, at the very most */
  longestWait: number;
};

/**
 * wei drawn in the 30 days that end today: whole days from the daily history, today's hours from the summary, which
 * the stream keeps up to date.
 */
export function lostIn30Days(summary: PoolSummary, history: HistoryAnswer, now: number): bigint {
  const today = now - (now % DAY);
  const days = history.points.filter(
    // The last point is of a day that is not over; its hours are counted below.
    ({ timestamp }) =>
      timestamp % DAY === 0 && timestamp <= today && timestamp > today - (LOSS_DAYS - 1) * DAY,
  );
  const hours = summary.hours.filter(({ hour }) => hour >= today);
  return [...days, ...hours].reduce((sum, { drawnWei }) => sum + drawnWei, 0n);
}

export function poolFacts(
  summary: PoolSummary,
  history: HistoryAnswer | undefined,
  now: number,
  epochLength: number,
  answer?: PoolAnswer,
): PoolFacts {
  const { cooldown, maxLockDuration } = summary.pool.params;
  const { latestLockEnd } = summary.pool;
  return {
    summary,
    settled: settlePool(summary.pool, summary.epochs, now, epochLength),
    lost30d: history ? lostIn30Days(summary, history, now) : null,
    earnings: answer?.earnings ?? null,
    exitIfAskedNow: epochStart(exitEpoch(now, { cooldown, latestLockEnd, epochLength }), epochLength),
    longestWait: Math.max(cooldown, maxLockDuration) + epochLength,
  };
}

/** The largest first. */
export const byStake = (a: PoolFacts, b: PoolFacts): number =>
  a.settled.assets === b.settled.assets ? 0 : a.settled.assets > b.settled.assets ? -1 : 1;

/** The pool that a page's address names, by id or by name; undefined for one that is none. */
export const findPool = <One extends { pool: { id: string; tag: string } }>(
  pools: readonly One[],
  named: string,
): One | undefined => {
  const wanted = named.toLowerCase();
  return pools.find(({ pool }) => pool.id === wanted || pool.tag.toLowerCase() === wanted);
};
