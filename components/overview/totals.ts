import type { HistoryAnswer, PoolsAnswer } from '@/lib/domain/api';
import type { Lock } from '@/lib/domain/entities';
import { WEI_PER_AMP } from '@/lib/domain/money';
import { utilisationBps } from '@/lib/domain/pool-math';
import { settlePool } from '@/lib/domain/settle';
import { formatCount } from '@/lib/domain/text';

/** All pools as one, settled at a second of chain time. Amounts in wei, ratios in basis points. */
export type Totals = {
  assets: bigint;
  locked: bigint;
  leaving: bigint;
  free: bigint;
  heldBack: bigint;
  utilisationBps: number;
  openLocks: number;
  nextExitAt: number | null;
};

export function totalsOf(answer: PoolsAnswer, timestamp: number): Totals {
  const settled = answer.pools.map((summary) =>
    settlePool(summary.pool, summary.epochs, timestamp, answer.epochLength),
  );
  const sum = (pick: (pool: (typeof settled)[number]) => bigint) =>
    settled.reduce((total, pool) => total + pick(pool), 0n);
  const assets = sum((pool) => pool.assets);
  const locked = sum((pool) => pool.locked);
  const exits = settled.flatMap((pool) => (pool.nextExitAt === null ? [] : [pool.nextExitAt]));
  return {
    assets,
    locked,
    leaving: sum((pool) => pool.pendingAssets),
    free: sum((pool) => pool.free),
    heldBack: sum((pool) => pool.heldBack),
    utilisationBps: utilisationBps(locked, assets),
    openLocks: answer.pools.reduce((total, summary) => total + summary.openLocks, 0),
    nextExitAt: exits.length === 0 ? null : Math.min(...exits),
  };
}

/** What the last 24 hours held, by the pools' hourly sums: whole hours, the current one included. */
export type LastDay = {
  guaranteedCount: number;
  guaranteedWei: bigint;
  guaranteedCents: bigint;
  releasedCount: number;
  drawnCount: number;
  drawnWei: bigint;
  lastDrawAt: number | null;
};

export function lastDayOf({ pools }: PoolsAnswer): LastDay {
  const hours = pools.flatMap((summary) => summary.hours);
  const draws = pools.flatMap(({ pool }) => (pool.lastDrawAt === null ? [] : [pool.lastDrawAt]));
  return {
    guaranteedCount: hours.reduce((sum, hour) => sum + hour.guaranteedCount, 0),
    guaranteedWei: hours.reduce((sum, hour) => sum + hour.guaranteedWei, 0n),
    guaranteedCents: hours.reduce((sum, hour) => sum + hour.guaranteedCents, 0n),
    releasedCount: hours.reduce((sum, hour) => sum + hour.releasedCount, 0),
    drawnCount: hours.reduce((sum, hour) => sum + hour.drawnCount, 0),
    drawnWei: hours.reduce((sum, hour) => sum + hour.drawnWei, 0n),
    lastDrawAt: draws.length === 0 ? null : Math.max(...draws),
  };
}

/** The highest use among the readings of a history since `since`, and now. Basis points. */
export function peakUse({ points }: HistoryAnswer, now: Totals, since: number): number {
  return points
    .filter((point) => point.timestamp > since)
    .reduce((peak, point) => Math.max(peak, utilisationBps(point.locked, point.assets)), now.utilisationBps);
}

const drawnFrom = ({ pools }: PoolsAnswer, id: string) => {
  const hours = pools.find(({ pool }) => pool.id === id)?.hours ?? [];
  return {
    count: hours.reduce((sum, hour) => sum + hour.drawnCount, 0),
    wei: hours.reduce((sum, hour) => sum + hour.drawnWei, 0n),
  };
};

/**
 * Whether a lock that went between two answers was drawn. One draw in that time: it was this lock's if the amount is
 * its own. Several: if they are at least as much.
 */
export function wasDrawn(
  lock: Pick<Lock, 'pool' | 'remaining'>,
  before: PoolsAnswer,
  after: PoolsAnswer,
): boolean {
  const [then, now] = [drawnFrom(before, lock.pool), drawnFrom(after, lock.pool)];
  const [count, wei] = [now.count - then.count, now.wei - then.wei];
  return count === 1 ? wei === lock.remaining : count > 1 && wei >= lock.remaining;
}

const words: [bigint, string][] = [
  [1_000_000_000n, 'billion'],
  [1_000_000n, 'million'],
];

/** `4.82 million`, `940,500`: an amount of AMP as it is said in a sentence, rounded towards zero. */
export function ampInWords(wei: bigint): string {
  const whole = wei / WEI_PER_AMP;
  const scale = words.find(([size]) => whole >= size);
  if (!scale) return whole === 0n && wei > 0n ? 'less than 1' : formatCount(whole);
  const [size, word] = scale;
  const hundredths = (whole * 100n) / size;
  const digits = hundredths >= 10_000n ? 0 : hundredths >= 1_000n ? 1 : 2;
  const fraction = (hundredths % 100n).toString().padStart(2, '0').slice(0, digits).replace(/0+$/, '');
  return `${formatCount(hundredths / 100n)}${fraction ? `.${fraction}` : ''} ${word}`;
}
