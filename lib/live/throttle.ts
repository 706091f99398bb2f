/** Runs the first call for a key at once, and of those that follow within `everyMs` only the last, at its end. */
export function createThrottle(everyMs: number) {
  const waiting = new Map<string, { timer: ReturnType<typeof setTimeout>; next: (() => void) | null }>();
  const start = (key: string) => {
    const timer = setTimeout(() => {
      const entry = waiting.get(key);
      waiting.delete(key);
      if (!entry?.next) return;
      start(key);
      entry.next();
    }, everyMs);
    waiting.set(key, { timer, next: null });
  };
  return {
    run: (key: string, action: () => void) => {
      const entry = waiting.get(key);
      if (entry) {
        entry.next = action;
        return;
      }
      start(key);
      action();
    },
    clear: () => {
      for (const { timer } of waiting.values()) clearTimeout(timer);
      waiting.clear();
    },
  };
}
