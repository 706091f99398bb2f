/** Integer division of non-negative bigints with the direction in its name. Both throw RangeError on a zero divisor. */
export const mulDivFloor = (a: bigint, b: bigint, c: bigint): bigint => (a * b) / c;
export const mulDivCeil = (a: bigint, b: bigint, c: bigint): bigint => (a * b + c - 1n) / c;
export const min = (a: bigint, b: bigint): bigint => (a < b ? a : b);
export const max = (a: bigint, b: bigint): bigint => (a > b ? a : b);
