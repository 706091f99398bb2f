/** A list cut into pieces of at most `size`. */
export function chunks<T>(list: readonly T[], size: number): T[][] {
  const cut: T[][] = [];
  for (let i = 0; i < list.length; i += size) cut.push(list.slice(i, i + size));
  return cut;
}

/** The first entry. Throws RangeError when there is none. */
export function first<T>(list: readonly T[]): T {
  const [value] = list;
  if (value === undefined) throw new RangeError('the list is empty');
  return value;
}
