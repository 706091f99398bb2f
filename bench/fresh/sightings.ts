import { clock } from '../clock';

/** When each block was first seen at one place, by its number. */
export type Sightings = {
  /** notes the time, unless the block was seen before */
  see: (block: number, at?: number) => void;
  /** Resolves with the time (ms since 1970), at once if it was seen. Rejects after `timeoutMs`. */
  of: (block: number) => Promise<number>;
};

const TIMEOUT_MS = 20_000;

export function createSightings(where: string): Sightings {
  const times = new Map<number, number>();
  const waiting = new Map<number, (at: number) => void>();
  return {
    see(block, at = clock()) {
      if (times.has(block)) return;
      times.set(block, at);
      waiting.get(block)?.(at);
      waiting.delete(block);
    },
    of(block) {
      const seen = times.get(block);
      if (seen !== undefined) return Promise.resolve(seen);
      return new Promise((resolve, reject) => {
        const timer = setTimeout(
          () => reject(new Error(`block ${block} never came to ${where}`)),
          TIMEOUT_MS,
        );
        waiting.set(block, (at) => {
          clearTimeout(timer);
          resolve(at);
        });
      });
    },
  };
}
