import type { Log } from './log';
import { NotReadyError } from './not-ready';

/**
 * Keeps one thing up that needs others which may not be there yet: tries to open it, says meanwhile what is missing,
 * and tries again until it is there or nobody wants it any more.
 */
export type Host<Thing> = {
  /** Begins to open it; again does nothing. */
  start(): void;
  /** The open thing. Waits while a try that may succeed is running; throws {@link NotReadyError} with the last reason. */
  get(): Promise<Thing>;
  /** Closes it, and for good. */
  stop(): Promise<void>;
};

export type HostOptions<Thing> = {
  open: () => Promise<Thing>;
  close: (thing: Thing) => Promise<void>;
  /** why opening failed, in words for a visitor */
  explain: (error: unknown) => string;
  log: Log;
  retryMs?: number;
};

export function createHost<Thing>({
  open,
  close,
  explain,
  log,
  retryMs = 1_000,
}: HostOptions<Thing>): Host<Thing> {
  let opening: Promise<Thing> | undefined;
  let stopping: Promise<void> | undefined;
  let reason = '';
  let retry: ReturnType<typeof setTimeout> | undefined;

  const attempt = () => {
    const tried = open();
    opening = tried;
    tried.catch((error) => {
      const said = explain(error);
      if (said !== reason) log.error('the server is not ready', { reason: said, error });
      reason = said;
      if (stopping) return;
      retry = setTimeout(attempt, retryMs);
      retry.unref();
    });
  };

  const shutDown = async () => {
    clearTimeout(retry);
    const thing = await opening?.catch(() => undefined);
    if (thing !== undefined) await close(thing);
  };

  const start = () => {
    if (!opening && !stopping) attempt();
  };

  return {
    start,
    async get() {
      start();
      if (stopping || !opening) throw new NotReadyError('The server is stopping.');
      try {
        return await opening;
      } catch {
        throw new NotReadyError(reason);
      }
    },
    stop() {
      stopping ??= shutDown();
      return stopping;
    },
  };
}
