import type { Random } from '../../devnet/random';
import type { PoolParameters, PoolTerms } from './pool-terms';

/** Seconds; the replayer has a manager for each. */
const EPOCH_LENGTHS = [60, 3_600, 86_400] as const;

/** Wei in a window. */
const MOST_TO_DRAW = 2n ** 96n - 1n;

/** A pool as different from others as it is allowed to be. */
export function randomParameters(random: Random): PoolParameters {
  const epochLength = random.pick(EPOCH_LENGTHS);
  const maxLockDuration = random.int(60, 10 * epochLength);
  return {
    epochLength: BigInt(epochLength),
    maxLockDuration: BigInt(maxLockDuration),
    claimDelay: BigInt(random.int(0, Math.min(maxLockDuration - 3, epochLength))),
    minStake: BigInt(random.chance(0.9) ? 10 ** 6 : random.int(10 ** 6, 10 ** 9)),
    drawWindow: BigInt(random.int(3_600, 10 * 86_400)),
    drawLimit: random.chance(0.75) ? MOST_TO_DRAW : 10n ** BigInt(random.int(6, 28)),
    ...randomTerms(random, epochLength),
  };
}

export function randomTerms(random: Random, epochLength: number): PoolTerms {
  const utilisation = random.chance(0.5) ? 10_000 : random.pick([9_000, 5_000, random.int(1, 10_000)]);
  return {
    utilisation: BigInt(utilisation),
    cooldown: BigInt(random.chance(0.2) ? 0 : random.int(0, 6 * epochLength)),
    rewardEpochs: BigInt(random.chance(0.1) ? 100 : random.int(1, 20)),
  };
}
