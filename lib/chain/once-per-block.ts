/**
 * Remembers what was read at a block, and lets those who ask at the same time share one read. Only the newest
 * blocks are kept. A read that failed, or said null, is tried again by the next who asks.
 */
export function oncePerBlock<Value>(kept = 64) {
  const reads = new Map<string, Promise<Value | null>>();
  return (hash: string, read: () => Promise<Value | null>): Promise<Value | null> => {
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
  };
}
