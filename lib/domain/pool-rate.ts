import type { PoolEarnings } from './pool-disclosure';

const YEAR = 365 * 86_400;

/** A year's rate in basis points, without compounding; null while nothing was at work. */
export function yearlyBps(
  wei: bigint,
  { from, to, activeStake }: Pick<PoolEarnings, 'from' | 'to' | 'activeStake'>,
): number | null {
  const weiSeconds = activeStake * BigInt(to - from);
  return weiSeconds === 0n ? null : Number((wei * BigInt(YEAR) * 10_000n) / weiSeconds);
}
