/** What a contender tells the benchmark: that its first request comes next, and that its tables are at the head. */
export type Mark = 'start' | 'level';

/** Says so, with the time by this machine's clock. */
export const say = (mark: Mark): void => {
  process.stdout.write(`${mark} ${Date.now()}\n`);
};
