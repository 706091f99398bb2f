import type { Pool } from './entities';

/**
 * The limit on what an operator may draw: windows of `drawWindow` seconds, aligned to 1970
 * (contracts/manager/Rules.sol).
 */
export type DrawWindow = Pick<Pool, 'operatorDraws' | 'params'>;

export const windowAt = (timestamp: number, drawWindow: number): number =>
  drawWindow === 0 ? 0 : Math.floor(timestamp / drawWindow);

/** wei that the operator drew in the window that runs */
export const drawnInWindow = ({ operatorDraws, params }: DrawWindow, timestamp: number): bigint =>
  operatorDraws.window === windowAt(timestamp, params.drawWindow) ? operatorDraws.wei : 0n;

/** second from which the limit is whole again */
export const windowEnds = ({ params }: DrawWindow, timestamp: number): number =>
  (windowAt(timestamp, params.drawWindow) + 1) * params.drawWindow;
