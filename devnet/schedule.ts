/** Things to do at a time, taken when it has come. A run holds some hundred at once, so a sorted list will do. */
export type Schedule<T extends { at: number }> = {
  add(...items: readonly T[]): void;
  /** what is due by `now`, earliest first; gone from here on */
  take(now: number): T[];
  clear(): void;
  size(): number;
};

export function createSchedule<T extends { at: number }>(): Schedule<T> {
  let waiting: T[] = [];
  return {
    add(...items) {
      waiting.push(...items);
    },
    take(now) {
      const due = waiting.filter(({ at }) => at <= now).sort((a, b) => a.at - b.at);
      waiting = waiting.filter(({ at }) => at > now);
      return due;
    },
    clear() {
      waiting = [];
    },
    size: () => waiting.length,
  };
}
