import type { Hex } from './codecs';
import { closedGeneration, decodePartition, poolOf } from './partition';
import { shortHex } from './text';

/** A pool by its tag, also in place; one of its generations that losses have closed by its number, too. */
export const poolName = (id: Hex): string => {
  const partition = decodePartition(id);
  if (partition.kind === 'pool' || partition.kind === 'in-place') return partition.tag;
  const generation = closedGeneration(id) ?? 0;
  const pool = decodePartition(poolOf(id));
  if (generation > 0 && generation <= MOST_GENERATIONS && pool.kind === 'pool' && pool.tag !== '') {
    return `${pool.tag} (generation ${generation})`;
  }
  return shortHex(id);
};
/** The contract counts them in 16 bits: what begins with more is no pool's. */
const MOST_GENERATIONS = 65_535;
