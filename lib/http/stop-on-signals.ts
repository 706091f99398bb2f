import type { Log } from './log';

const SIGNALS = ['SIGTERM', 'SIGINT'] as const;

/**
 * Runs `stop` when the process is told to end, and only then whatever else listens. Next's own listener waits for
 * open requests, which a live stream never ends by itself, and exits right after, which would cut the embedded
 * database off while it closes.
 * @param end what comes after: the process ends, with 0 since it was told to and did; or, in development, the
 * listeners that were there before, which have more to clean up
 */
export function stopOnSignals(
  stop: () => Promise<void>,
  log: Log,
  end: 'exit' | 'others' = process.env.NODE_ENV === 'production' ? 'exit' : 'others',
): void {
  for (const signal of SIGNALS) {
    const others = process.listeners(signal);
    process.removeAllListeners(signal);
    let stopping = false;
    process.on(signal, async () => {
      if (stopping) return;
      stopping = true;
      log.info('stopping', { signal });
      let failed = false;
      try {
        await stop();
        log.info('stopped');
      } catch (error) {
        failed = true;
        log.error('stopping failed', { error });
      }
      if (end === 'exit' || others.length === 0) process.exit(failed ? 1 : 0);
      for (const other of others) other(signal);
    });
  }
}
