import type { Random } from '../../devnet/random';
import { smaller } from './bigint';

/** Random bigints of all sizes. */
export type Amounts = {
  /** at least 0, below `limit`, each as likely as any other */
  below(limit: bigint): bigint;
  /** 1 to `most`: of any size, each number of digits as likely as any other; now and then an end of the range */
  upTo(most: bigint): bigint;
};

export function createAmounts(random: Random): Amounts {
  const below = (limit: bigint) => {
    let value = 0n;
    for (let range = 1n; range < limit << 16n; range <<= 32n) {
      value = (value << 32n) | BigInt(random.int(0, 0xffff_ffff));
    }
    return value % limit;
  };
  const upTo = (most: bigint) => {
    if (most <= 1n || random.chance(0.04)) return 1n;
    if (random.chance(0.08)) return most;
    const limit = 10n ** BigInt(random.int(1, most.toString().length));
    return 1n + below(smaller(limit, most));
  };
  return { below, upTo };
}
