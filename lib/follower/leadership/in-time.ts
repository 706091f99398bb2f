import { setTimeout } from 'node:timers/promises';
import type { Writer } from '@/lib/db';

/** Rejects when `work` takes longer. It goes on then, and what becomes of it no longer matters. */
export async function inTime<Value>(work: Promise<Value>, ms: number): Promise<Value> {
  const done = new AbortController();
  const tooLate = setTimeout(ms, undefined, { signal: done.signal }).then(() => {
    throw new Error(`took longer than ${ms} ms`);
  });
  // The one of the two that comes second must not count as nobody's.
  tooLate.catch(() => {});
  work.catch(() => {});
  try {
    return await Promise.race([work, tooLate]);
  } finally {
    done.abort();
  }
}

const CLOSE_MS = 1_000;

/** A connection that hangs is left behind: when it ends is not for us to wait. */
export async function closeSoon(writer: Writer | null): Promise<void> {
  if (writer) await inTime(writer.close(), CLOSE_MS).catch(() => {});
}
