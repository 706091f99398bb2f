/** `Math` knows numbers only. */
export function smaller(one: bigint, other: bigint): bigint {
  if (one < other) return one;
  return other;
}

export function larger(one: bigint, other: bigint): bigint {
  if (one > other) return one;
  return other;
}

export function sum(amounts: Iterable<bigint>): bigint {
  let total = 0n;
  for (const amount of amounts) total += amount;
  return total;
}
