import type { RewardStream } from './entities';

/**
 * A stream of rewards at a later second, as the contract lets it flow (contracts/pool/RewardMath.sol): evenly over the
 * seconds that are left, each kind floor, and not at all while nobody is active.
 *
 * @param active shares that are active, and have been since the stream was last looked at
 */
export function accrueRewards(stream: RewardStream, active: bigint, timestamp: number): RewardStream {
  const { feesLeft, topUpsLeft, secondsLeft, accruedAt } = stream;
  if (secondsLeft === 0 || timestamp <= accruedAt) return stream;
  if (active === 0n) return { ...stream, accruedAt: timestamp };
  const elapsed = Math.min(timestamp - accruedAt, secondsLeft);
  const flowed = (left: bigint) => (left * BigInt(elapsed)) / BigInt(secondsLeft);
  return {
    feesLeft: feesLeft - flowed(feesLeft),
    topUpsLeft: topUpsLeft - flowed(topUpsLeft),
    secondsLeft: secondsLeft - elapsed,
    accruedAt: timestamp,
  };
}
