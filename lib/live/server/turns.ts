/**
 * For work on thousands of things in one process: after so many milliseconds at a stretch, whoever else waits for the
 * process has a turn. Everybody who works by the same turns shares the stretch.
 */
export type Turns = {
  isOver(): boolean;
  /** Resolves in a turn of our own, at once while the present one lasts. */
  next(): Promise<void>;
};

export function createTurns(milliseconds = 10): Turns {
  let until = 0;
  let waiting: Promise<void> | null = null;
  const isOver = () => performance.now() >= until;
  const begin = () => {
    waiting = null;
    until = performance.now() + milliseconds;
  };
  return {
    isOver,
    async next() {
      // Many may wait for the same turn, and those who went first may have used it up.
      while (isOver()) {
        waiting ??= new Promise((resolve) =>
          setImmediate(() => {
            begin();
            resolve();
          }),
        );
        await waiting;
      }
    },
  };
}
