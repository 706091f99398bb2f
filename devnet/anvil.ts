import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { gunzipSync } from 'node:zlib';
import { z } from 'zod';
import { freePort, isPortFree } from '@/lib/testing/free-port';
import { DEV_ACCOUNTS, DEV_MNEMONIC } from './accounts';
import { type Child, type ExitReason, startChild } from './child';
import { writeWhole } from './deployment-file';
import { dataPaths } from './paths';
import { createRpc, type Rpc } from './rpc';

export type AnvilOptions = {
  /** a free one unless said otherwise */
  port?: number;
  /** seconds since 1970 of block 0, which anvil dates 1 or makes up otherwise; also needed to load a state, because
   *  a state does not hold block 0 and its hash comes from this */
  genesisTimestamp?: number;
  /** what {@link Anvil.saveState} wrote */
  loadState?: string;
  logFile?: string;
  /** for writing thousands of blocks quickly: no reads at past blocks, no reorgs */
  forWriting?: boolean;
};

export type Anvil = {
  rpcUrl: string;
  port: number;
  rpc: Rpc;
  /** the process itself */
  child: Child;
  exited: Promise<ExitReason>;
  lastLines(): string;
  /** `auto`: a block a transaction. `manual`: only `evm_mine` mines. A number: a block every so many seconds. */
  setMining(mode: 'auto' | 'manual' | number): Promise<void>;
  /** writes the whole chain to a file, or nothing at all; blocks that come meanwhile may be missing */
  saveState(path: string): Promise<void>;
  stop(): Promise<void>;
};

/** anvil ended before it answered. */
export class AnvilDidNotStart extends Error {
  override name = 'AnvilDidNotStart';
}

/** The saved chain cannot be read. */
export class DamagedState extends Error {
  override name = 'DamagedState';
}

/** States kept for reads at past blocks and for reorgs. Each is a copy of the whole chain's storage. */
const KEPT_STATES = 64;
const ATTEMPTS = 3;
/** Loading a big state on a busy machine takes a while. */
const START_TIMEOUT_MS = 60_000;

/**
 * Starts a node of our own on 127.0.0.1, mining a block a transaction until told otherwise. Its accounts are funded
 * and it signs for them. Throws {@link DamagedState} when `loadState` is not a chain, {@link AnvilDidNotStart}.
 */
export async function startAnvil(options: AnvilOptions = {}): Promise<Anvil> {
  for (let attempt = 1; ; attempt += 1) {
    const port = options.port ?? (await freePort());
    // Asked first: on a taken port somebody else's node would answer in our name while ours is about to end.
    if (!(await isPortFree(port))) {
      if (options.port === undefined && attempt < ATTEMPTS) continue;
      throw new AnvilDidNotStart(`Port ${port} is taken. Name another one, or none for any that is free.`);
    }
    const child = await launch(port, options);
    const rpc = createRpc(`http://127.0.0.1:${port}`);
    if (await answers(child, rpc)) return running(child, port, rpc);
    await child.stop();
    const said = child.lastLines();
    if (/address already in use/i.test(said) && options.port === undefined && attempt < ATTEMPTS) continue;
    if (options.loadState) {
      throw new DamagedState(`${options.loadState} is not a chain that anvil can load.\n${said}`);
    }
    throw new AnvilDidNotStart(`anvil ended before it answered.\n${said}`);
  }
}

function launch(
  port: number,
  { genesisTimestamp, loadState, logFile, forWriting = false }: AnvilOptions,
): Promise<Child> {
  const { root } = dataPaths();
  const args = [
    ['--port', String(port)],
    ['--mnemonic', DEV_MNEMONIC],
    ['--accounts', String(DEV_ACCOUNTS)],
    ['--balance', '1000000'],
    // The same whenever a chain is loaded again: block 0 is made anew each time, and its hash depends on the rules.
    ['--hardfork', 'prague'],
    ['--order', 'fifo'],
    ['--slots-in-an-epoch', '4'],
    forWriting ? ['--prune-history'] : ['--prune-history', String(KEPT_STATES)],
    ['--no-request-size-limit'],
    // Otherwise it writes a line for each request it serves.
    ['--quiet'],
    genesisTimestamp === undefined ? [] : ['--timestamp', String(genesisTimestamp)],
    loadState === undefined ? [] : ['--load-state', loadState],
  ].flat();
  return startChild('anvil', join(root, 'node_modules', '.bin', 'anvil'), args, { cwd: root, logFile });
}

async function answers(child: Child, rpc: Rpc): Promise<boolean> {
  const deadline = Date.now() + START_TIMEOUT_MS;
  while (child.running() && Date.now() < deadline) {
    const version = await rpc.call('web3_clientVersion').catch(() => null);
    if (version !== null) return child.running();
    await sleep(30);
  }
  return false;
}

const hexText = z.string().regex(/^0x[0-9a-f]+$/);

function running(child: Child, port: number, rpc: Rpc): Anvil {
  return {
    rpcUrl: rpc.url,
    port,
    rpc,
    child,
    exited: child.exited,
    lastLines: () => child.lastLines(),
    async setMining(mode) {
      await rpc.call('evm_setAutomine', [mode === 'auto']);
      await rpc.call('evm_setIntervalMining', [typeof mode === 'number' ? mode : 0]);
    },
    async saveState(path) {
      const dump = hexText.parse(await rpc.call('anvil_dumpState'));
      writeWhole(path, gunzipSync(Buffer.from(dump.slice(2), 'hex')));
    },
    stop: () => child.stop(),
  };
}
