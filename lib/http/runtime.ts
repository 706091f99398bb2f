import { type Env, EnvError, parseEnv } from '@/lib/chain/env';
import { nameClients } from './client-address';
import { consoleToLog } from './console-to-log';
import { createHost, type Host } from './host';
import { createLog, type Log } from './log';
import { NotReadyError } from './not-ready';
import { closeRuntime, explainFailure, openRuntime, type Runtime } from './open-runtime';
import { watchRequests } from './requests-under-way';
import { stopGracefully } from './stop-gracefully';
import { stopOnSignals } from './stop-on-signals';

export type { Runtime } from './open-runtime';

/**
 * The server's one runtime. Instrumentation, routes and pages are bundled apart, each with module state of its own,
 * so it lives on `globalThis`.
 */
const SLOT = Symbol.for('ampledge.runtime');
type Slot = { host: Host<Runtime>; log: Log; env: Env; stopping: boolean };
const shared: typeof globalThis & { [SLOT]?: Slot } = globalThis;

function slot(): Slot {
  shared[SLOT] ??= create();
  return shared[SLOT];
}

function create(): Slot {
  const env = parseEnv(process.env);
  const log = createLog(env.LOG_LEVEL);
  const host = createHost({
    open: () => openRuntime(env, log),
    close: closeRuntime,
    explain: explainFailure,
    log,
  });
  return { host, log, env, stopping: false };
}

/** Starts the runtime; called once, by `instrumentation.ts`. With a wrong environment the process ends here. */
export function startRuntime(): void {
  try {
    const { host, log, env } = slot();
    // In development they are for the eyes of whoever works on it.
    if (process.env.NODE_ENV === 'production') consoleToLog(log);
    nameClients(env.TRUST_PROXY);
    const requests = watchRequests();
    const refuse = () => {
      slot().stopping = true;
    };
    const endStreams = async () => (await runtimeIfOpen())?.hub.close();
    const close = () => host.stop();
    stopOnSignals(() => stopGracefully({ refuse, endStreams, requests, close, log }), log);
    host.start();
  } catch (error) {
    if (!(error instanceof EnvError)) throw error;
    process.stderr.write(`\n${error.message}\n\n`);
    process.exit(1);
  }
}

/** The runtime; throws {@link NotReadyError}, whose message says what is missing, until there is one. */
export async function getRuntime(): Promise<Runtime> {
  // A build renders pages that could be static: it must not open databases.
  if (process.env.NEXT_PHASE === 'phase-production-build') throw new NotReadyError('The app is being built.');
  return slot().host.get();
}

/** The server was told to end: it takes no new requests, and ends those it has. */
export const isStopping = (): boolean => slot().stopping;

/** The runtime if it is open by now; null otherwise, at once. */
export async function runtimeIfOpen(): Promise<Runtime | null> {
  const afterwards = new Promise<null>((resolve) => setImmediate(() => resolve(null)));
  return Promise.race([getRuntime().catch(() => null), afterwards]);
}

/** For those that log before, or without, a runtime. */
export const serverLog: Log = {
  debug: (message, fields) => slot().log.debug(message, fields),
  info: (message, fields) => slot().log.info(message, fields),
  warn: (message, fields) => slot().log.warn(message, fields),
  error: (message, fields) => slot().log.error(message, fields),
};
