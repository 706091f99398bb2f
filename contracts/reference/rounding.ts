/** Every division of a pool, and which way it rounds: never in favour of whoever acts. */
export const ROUNDING = {
  sharesMinted: 'down', // what cannot be split goes to those who are in
  exitAssets: 'down', // an epoch's exits, all together
  ticketPaid: 'down', // one of them; the last takes what is left
  assetsWorth: 'down', // shown only
  assetsLeaving: 'up', // what exits may take along is no capacity
  capacity: 'down',
  streamed: 'down',
  rewardPerShare: 'down', // the remainder is carried to the next time
  rewardOwed: 'down',
  streamSeconds: 'up', // a reward never flows faster than its period allows
} as const satisfies Record<string, 'down' | 'up'>;

export type Division = keyof typeof ROUNDING;
export type Rounding = Record<Division, 'down' | 'up'>;

/** A function for each division; `divide.capacity(a, b)` is a/b, rounded as capacities are. */
export type Divide = Record<Division, (dividend: bigint, divisor: bigint) => bigint>;

export function createDivide(rounding: Rounding): Divide {
  const down = (dividend: bigint, divisor: bigint) => dividend / divisor;
  const up = (dividend: bigint, divisor: bigint) => (dividend + divisor - 1n) / divisor;
  const entries = Object.entries(rounding).map(([name, way]) => [name, way === 'up' ? up : down]);
  return Object.fromEntries(entries) as Divide; // the same keys, by construction
}
