import { type Env, EnvError, parseEnv } from '@/lib/chain/env';
import { nameClients } from './client-address';
import { createHost, type Host } from './host';
import { createLog, type Log } from './log';
import { NotReadyError } from './not-ready';
import { closeRuntime, explainFailure, openRuntime, type Runtime } from './open-runtime';
import { stopOnSignals } from './stop-on-signals';

export type { Runtime } from './open-runtime';

/**
 * The server's one runtime. Instrumentation, routes and pages are bundled apart, each with module state of its own,
 * so it lives on `globalThis`.
 */
const SLOT = Symbol.for('ampledge.runtime');
type Slot = { host: Host<Runtime>; log: Log; env: Env };
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
  return { host, log, env };
}

/** Starts the runtime; called once, by `instrumentation.ts`. With a wrong environment the process ends here. */
export function startRuntime(): void {
  try {
    const { host, log, env } = slot();
    nameClients(env.TRUST_PROXY);
    stopOnSignals(() => host.stop(), log);
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
