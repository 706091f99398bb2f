import { join } from 'node:path';
import type { Deployment } from '@/lib/domain/api';
import { type Anvil, DamagedState, startAnvil } from './anvil';
import { catchUp } from './catch-up';
import { type DevChain, openDevChain, syncClock } from './chain';
import {
  type ChainCard,
  claimChain,
  forget,
  readKept,
  requireOwnDeploymentFile,
  stateFile,
  writeCard,
} from './chain-store';
import { isDeployed } from './deploy-once';
import { writeDeploymentFile } from './deployment-file';
import { type DataPaths, dataPaths } from './paths';
import { seedChain } from './seed';

export type LocalChainOptions = {
  paths?: DataPaths;
  /** a free one unless said otherwise */
  port?: number;
  seed?: string;
  /** of past, when a chain has to be written */
  days?: number;
  /** payments in the past, as a factor on the usual number */
  scale?: number;
  log?: (line: string) => void;
};

/** A running chain with a past, whose clock is on time and which mines a block a second. */
export type LocalChain = {
  rpcUrl: string;
  deployment: Deployment;
  chain: DevChain;
  anvil: Anvil;
  /** true when it was written just now, so that whatever was made from an earlier chain is void */
  fresh: boolean;
  /** keeps it as it is, then ends it */
  stop(): Promise<void>;
};

export const LOCAL_SEED = 'amp';
const SECONDS_PER_BLOCK = 1;
/** A process that is killed loses at most this much of the chain. */
const KEEP_EVERY_MS = 5 * 60_000;

/**
 * Goes on with the chain that is kept in `.data/`, or writes one. Throws ChainInUse when another process has it,
 * AnvilDidNotStart, CannotDeploy when the deployment file belongs to a chain elsewhere.
 */
export async function startLocalChain(options: LocalChainOptions = {}): Promise<LocalChain> {
  const { paths = dataPaths(), log = () => {} } = options;
  requireOwnDeploymentFile(paths);
  const release = claimChain(paths);
  try {
    const resumed = await resume(paths, options.port, log);
    if (resumed) return await live(paths, resumed, { fresh: false, release, log });
    const card = await write(paths, options, log);
    return await live(paths, await open(paths, card, options.port), { fresh: true, release, log });
  } catch (error) {
    release();
    throw error;
  }
}

type Opened = { anvil: Anvil; chain: DevChain; card: ChainCard };

async function resume(
  paths: DataPaths,
  port: number | undefined,
  log: (line: string) => void,
): Promise<Opened | null> {
  const kept = readKept(paths);
  switch (kept.kind) {
    case 'none':
      return null;
    case 'stale':
      log(`${kept.why}: writing a new one`);
      return null;
    case 'usable':
      try {
        return await open(paths, kept.card, port);
      } catch (error) {
        if (!(error instanceof DamagedState)) throw error;
        log(`the kept chain is damaged: writing a new one\n${error.message}`);
        return null;
      }
  }
}

async function write(
  paths: DataPaths,
  { seed = LOCAL_SEED, days = 7, scale = 1 }: LocalChainOptions,
  log: (line: string) => void,
): Promise<ChainCard> {
  forget(paths);
  const began = Date.now();
  const seeded = await seedChain(stateFile(paths), { seed, days, scale, log });
  const seconds = ((Date.now() - began) / 1_000).toFixed(1);
  log(
    `wrote ${seeded.blocks} blocks, ${seeded.transactions} transactions, ${seeded.locks} payments in ${seconds} s`,
  );
  return writeCard(paths, { seed, genesisTimestamp: seeded.genesisTimestamp, deployment: seeded.deployment });
}

async function open(paths: DataPaths, card: ChainCard, port: number | undefined): Promise<Opened> {
  const anvil = await startAnvil({
    port,
    genesisTimestamp: card.genesisTimestamp,
    loadState: stateFile(paths),
    logFile: join(paths.logs, 'anvil.log'),
  });
  try {
    const chain = await openDevChain(anvil.rpcUrl, card.deployment);
    if (!(await isDeployed(chain.reader, card.deployment))) {
      throw new DamagedState(`${stateFile(paths)} does not hold the contracts it was kept with.`);
    }
    return { anvil, chain, card };
  } catch (error) {
    await anvil.stop();
    throw error;
  }
}

async function live(
  paths: DataPaths,
  { anvil, chain, card }: Opened,
  { fresh, release, log }: { fresh: boolean; release: () => void; log: (line: string) => void },
): Promise<LocalChain> {
  try {
    writeDeploymentFile(paths.deploymentFile, card.deployment);
    await catchUp(anvil, chain, { seed: card.seed, log });
    const save = () => anvil.saveState(stateFile(paths));
    await save();
    await syncClock(chain);
    await anvil.setMining(SECONDS_PER_BLOCK);
    const saving = setInterval(() => {
      save().catch((error: unknown) => log(`the chain could not be kept: ${String(error)}`));
    }, KEEP_EVERY_MS);
    saving.unref();
    return {
      rpcUrl: anvil.rpcUrl,
      deployment: card.deployment,
      chain,
      anvil,
      fresh,
      async stop() {
        clearInterval(saving);
        // A node that is gone already has nothing to keep; what was kept last stays.
        await anvil
          .setMining('manual')
          .then(save)
          .catch((error: unknown) => log(`the chain is kept as of some minutes ago: ${String(error)}`));
        await anvil.stop();
        release();
      },
    };
  } catch (error) {
    await anvil.stop();
    throw error;
  }
}
