import type { ExitReason } from './child';

/** Something whose end is our end. */
export type Watched = { name: string; exited: Promise<ExitReason>; lastLines(): string };

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
const ONE_PRESS_MS = 1_500;

/**
 * Resolves when somebody stops us (Ctrl-C, SIGTERM, the terminal is closed): null, or when one of ours ends by
 * itself: that one. A second Ctrl-C does not wait for anything. One key press can arrive twice, from the terminal and
 * from npm, so a moment has to pass in between.
 */
export function untilStopped<T extends Watched>(watched: readonly T[]): Promise<T | null> {
  return new Promise((resolve) => {
    let stoppedAt: number | null = null;
    for (const signal of SIGNALS) {
      process.on(signal, () => {
        const now = performance.now();
        stoppedAt ??= now;
        if (now - stoppedAt > ONE_PRESS_MS) process.exit(130);
        resolve(null);
      });
    }
    for (const one of watched) one.exited.then(() => resolve(one));
  });
}

/**
 * For the time in which nothing is worth keeping yet: a signal ends this process the regular way, so that its children
 * go with it. Returns what takes that back.
 */
export function exitOnSignals(): () => void {
  const leave = () => process.exit(130);
  for (const signal of SIGNALS) process.on(signal, leave);
  return () => {
    for (const signal of SIGNALS) process.off(signal, leave);
  };
}

/** How one of ours ended by itself, in words, with what it said last. */
export async function obituary({ name, exited, lastLines }: Watched): Promise<string> {
  const { code, signal } = await exited;
  const how = signal ? `was ended by ${signal}` : `ended by itself with code ${code}`;
  const said = lastLines();
  return said ? `${name} ${how}. It said last:\n${said}` : `${name} ${how}.`;
}
