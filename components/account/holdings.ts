import type { AccountAnswer, PartitionSlice } from '@/lib/domain/api';
import type { Hex } from '@/lib/domain/codecs';

/**
 * Where every AMP of an address is, and what governs it there. What is staked is not in the address's own partitions:
 * Amp holds it in the pool's name, so positions and tickets come from the pool's books.
 */
export type Holding =
  | { kind: 'spendable'; key: string; amount: bigint }
  | { kind: 'staked'; key: string; amount: bigint; pool: Hex; tag: string }
  | { kind: 'leaving' | 'due'; key: string; amount: bigint; pool: Hex; tag: string; exitAt: number }
  | { kind: 'in-place'; key: string; amount: bigint; tag: string; manager: Hex; ours: boolean; id: Hex }
  | { kind: 'pool'; key: string; amount: bigint; tag: string; manager: Hex; ours: boolean; id: Hex }
  | { kind: 'unknown'; key: string; amount: bigint; owner: Hex | null; id: Hex };
export type HoldingKind = Holding['kind'];

/** In the order of a bar: what is at hand first, then what is tied to something. Amounts in wei, none of them 0. */
export function holdingsOf({ partitions, positions, tickets }: AccountAnswer, now: number): Holding[] {
  const own = (partitions ?? []).map(ofPartition);
  const staked = positions.map(
    ({ pool, poolTag, assets }): Holding => ({
      kind: 'staked',
      key: `staked/${pool}`,
      amount: assets,
      pool,
      tag: poolTag,
    }),
  );
  const exits = tickets
    .filter(({ shares }) => shares > 0n)
    .map(
      ({ pool, poolTag, exitEpoch, exitAt, assets }): Holding => ({
        kind: now >= exitAt ? 'due' : 'leaving',
        key: `exit/${pool}/${exitEpoch}`,
        amount: assets,
        pool,
        tag: poolTag,
        exitAt,
      }),
    );
  return [...own, ...staked, ...exits]
    .filter(({ amount }) => amount > 0n)
    .sort((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind));
}

const order: HoldingKind[] = ['spendable', 'due', 'staked', 'leaving', 'in-place', 'pool', 'unknown'];

function ofPartition(slice: PartitionSlice): Holding {
  const { partition: id, amount, owner, ours } = slice;
  if (slice.kind === 'default') return { kind: 'spendable', key: id, amount };
  if (slice.kind === 'unknown' || owner === null) return { kind: 'unknown', key: id, amount, owner, id };
  return { kind: slice.kind, key: id, amount, tag: slice.tag ?? '', manager: owner, ours, id };
}

export const sumOf = (holdings: readonly Holding[]): bigint =>
  holdings.reduce((sum, { amount }) => sum + amount, 0n);
