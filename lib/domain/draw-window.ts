import type { Lock, Pool } from './entities';
import type { EventAt, EventOf, PoolParams } from './events';

/**
 * The limit on what an operator may draw from a pool of either manager: windows of `drawWindow` seconds, aligned to
 * 1970 (contracts/manager/Rules.sol).
 */
export type DrawWindow = Pick<Pool, 'operatorDraws'> & { params: Pick<PoolParams, 'drawWindow'> };

export const windowAt = (timestamp: number, drawWindow: number): number =>
  drawWindow === 0 ? 0 : Math.floor(timestamp / drawWindow);

/** wei that the operator drew in the window that runs */
export const drawnInWindow = ({ operatorDraws, params }: DrawWindow, timestamp: number): bigint =>
  operatorDraws.window === windowAt(timestamp, params.drawWindow) ? operatorDraws.wei : 0n;

/** second from which the limit is whole again */
export const windowEnds = ({ params }: DrawWindow, timestamp: number): number =>
  (windowAt(timestamp, params.drawWindow) + 1) * params.drawWindow;

/** What counts after a draw. The payment of a matured claim, whoever asks for it, is not counted. */
export function drawsAfter(
  pool: DrawWindow,
  before: Lock,
  { args, at }: EventOf<'LockDrawn' | 'WalletLockDrawn'>,
): Pool['operatorDraws'] {
  if (paysClaim(before, args.remaining, at)) return pool.operatorDraws;
  return {
    window: windowAt(at.timestamp, pool.params.drawWindow),
    wei: drawnInWindow(pool, at.timestamp) + args.amount,
  };
}

const paysClaim = ({ status, claimMaturesAt }: Lock, remaining: bigint, { timestamp }: EventAt): boolean =>
  remaining === 0n && status === 'claimed' && claimMaturesAt !== null && timestamp >= claimMaturesAt;

/** What counts when parameters change: draws in a window of another length are carried into the one that runs. */
export const drawsCarried = (
  pool: DrawWindow,
  drawWindow: number,
  { timestamp }: EventAt,
): Pool['operatorDraws'] => ({
  window: windowAt(timestamp, drawWindow),
  wei: drawnInWindow(pool, timestamp),
});
