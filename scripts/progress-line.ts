const WIDTH = 30;

/**
 * How far a filling has come, as a bar, a percentage and the block.
 * @param way the first block that is wanted, the newest that is there (one before the first when none is), and the last
 */
export function progressLine({ first, block, last }: { first: number; block: number; last: number }): string {
  const all = Math.max(1, last - first + 1);
  const done = Math.min(all, Math.max(0, block - first + 1));
  const filled = Math.floor((done * WIDTH) / all);
  const percent = Math.floor((done * 100) / all);
  const bar = '#'.repeat(filled) + '-'.repeat(WIDTH - filled);
  return `[${bar}] ${String(percent).padStart(3)} %  block ${Math.max(block, 0)} of ${last}`;
}
