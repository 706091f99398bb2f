import type { AccountPosition, AccountTicket, LockRow, PoolsAnswer } from '@/lib/domain/api';
import type { Hex } from '@/lib/domain/codecs';
import { assetsForShares } from '@/lib/domain/pool-math';
import { mulDivCeil } from '@/lib/domain/rounding';
import { settlePool } from '@/lib/domain/settle';

/** What the open payments of one pool can cost an account that has a stake in it. Amounts in wei. */
export type Exposure = {
  pool: Hex;
  tag: string;
  /** shares that bear losses: active ones, and those of exits that are not due */
  shares: bigint;
  /** all shares of the pool */
  of: bigint;
  /** what the account's shares are worth now, floor */
  worth: bigint;
  /** locked for open payments, in the whole pool */
  locked: bigint;
  openLocks: number;
  /** what the account loses when every open payment of the pool fails */
  worst: bigint;
};

/** The account's exposures, the largest first. `now` in seconds of chain time. */
export function exposuresOf(
  { positions, tickets }: { positions: readonly AccountPosition[]; tickets: readonly AccountTicket[] },
  { pools, epochLength }: PoolsAnswer,
  now: number,
): Exposure[] {
  return pools
    .flatMap(({ pool, epochs, openLocks }): Exposure[] => {
      const active = positions.find((one) => one.pool === pool.id)?.shares ?? 0n;
      const leaving = tickets.filter((one) => one.pool === pool.id && one.exitAt > now);
      const shares = leaving.reduce((sum, one) => sum + one.shares, active);
      if (shares === 0n) return [];
      const settled = settlePool(pool, epochs, now, epochLength);
      const worth = assetsForShares(settled, shares);
      const left = assetsForShares({ ...settled, assets: settled.assets - settled.locked }, shares);
      return [
        {
          pool: pool.id,
          tag: pool.tag,
          shares,
          of: settled.shares,
          worth,
          locked: settled.locked,
          openLocks,
          worst: worth - left,
        },
      ];
    })
    .sort((a, b) => (a.worst < b.worst ? 1 : a.worst > b.worst ? -1 : 0));
}

/** wei that one open payment can cost the account, ceil: losses are shared in proportion, to the wei. */
export const shareOfLock = (
  { shares, of }: Pick<Exposure, 'shares' | 'of'>,
  { remaining }: LockRow,
): bigint => (of === 0n ? 0n : mulDivCeil(remaining, shares, of));
