/**
 * Remembers what was read at a block, and lets those who ask at the same time share one read. Only the newest
 * blocks are kept. A read that failed, or said null, is tried again by the next who asks.
 */
export type OncePerBlock<Value> = {
  get(hash: string, read: () => Promise<Value | null>): Promise<Value | null>;
  /** What was read, or is being read, at that block; null when nothing is. */
  known(hash: string): Promise<Value | null>;
};

export function oncePerBlock<Value>(kept = 64): OncePerBlock<Value> {
  const reads = new Map<string, Promise<Value | null>>();
  return {
    known: async (hash) => reads.get(hash) ?? null,
    get(hash, read) {
      const known = reads.get(hash);
      if (known) return known;
      const forget = () => {
        if (reads.get(hash) === started) reads.delete(hash);
      };
      const started: Promise<Value | null> = read().then(
        (value) => {
          if (value === null) forget();
          return value;
        },
        (error) => {
          forget();
          throw error;
        },
      );
      reads.set(hash, started);
      const oldest = reads.keys().next();
      if (reads.size > kept && !oldest.done) reads.delete(oldest.value);
      return started;
    },
  };
}
