import type { Log } from './log';

const SIGNALS = ['SIGTERM', 'SIGINT'] as const;

/**
 * Runs `stop` when the process is told to end, and only then whatever else listens. Next's own listener waits for
 * open requests, which a live stream never ends by itself, and exits right after, which would cut the embedded
 * database off while it closes.
 */
export function stopOnSignals(stop: () => Promise<void>, log: Log): void {
  for (const signal of SIGNALS) {
    const others = process.listeners(signal);
    process.removeAllListeners(signal);
    let stopping = false;
    process.on(signal, async () => {
      if (stopping) return;
      stopping = true;
      log.info('stopping', { signal });
      try {
        await stop();
      } catch (error) {
        log.error('stopping failed', { error });
      }
      if (others.length === 0) process.exit(0);
      for (const other of others) other(signal);
    });
  }
}
