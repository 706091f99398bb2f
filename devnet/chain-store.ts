import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { DirectoryInUseError, lockDirectory } from '@/lib/db/directory-lock';
import { deployment as deploymentSchema } from '@/lib/domain/api';
import { CannotDeploy } from './cannot-deploy';
import { readDeploymentFile, writeWhole } from './deployment-file';
import type { DataPaths } from './paths';

/**
 * What a local chain leaves between two runs: its state, and the card that says how to go on with it. The app's
 * database is made from one chain, so it is forgotten together with it.
 */
const card = z.object({
  genesisTimestamp: z.number().int(),
  seed: z.string(),
  /** of the contracts that were deployed: others mean another chain */
  contracts: z.string(),
  deployment: deploymentSchema,
});
export type ChainCard = z.infer<typeof card>;

/** Where the chain itself is kept. */
export const stateFile = (paths: DataPaths): string => join(paths.chainDir, 'state.json');
const cardFile = (paths: DataPaths): string => join(paths.chainDir, 'chain.json');

export type Kept = { kind: 'none' } | { kind: 'stale'; why: string } | { kind: 'usable'; card: ChainCard };

/** What is there to go on with. */
export function readKept(paths: DataPaths): Kept {
  if (!existsSync(cardFile(paths)) || !existsSync(stateFile(paths))) return { kind: 'none' };
  const parsed = card.safeParse(readJson(cardFile(paths)));
  if (!parsed.success) return { kind: 'stale', why: 'what was kept of the last chain cannot be read' };
  if (parsed.data.contracts !== contractsFingerprint(paths)) {
    return { kind: 'stale', why: 'the contracts have changed since the chain was written' };
  }
  return { kind: 'usable', card: parsed.data };
}

function readJson(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return null;
  }
}

/** Writes what is needed to go on with a state that is in {@link stateFile}. */
export function writeCard(paths: DataPaths, value: Omit<ChainCard, 'contracts'>): ChainCard {
  const whole = { ...value, contracts: contractsFingerprint(paths) };
  writeWhole(cardFile(paths), `${JSON.stringify(z.encode(card, whole), null, 2)}\n`);
  return whole;
}

/** Removes the chain and what was made from it. Throws {@link ChainInUse} while the app has its database open. */
export function forget(paths: DataPaths): void {
  claim(
    paths.database,
    (pid) => `Process ${pid} has the database in ${paths.database} open. Stop it first.`,
  )();
  rmSync(paths.chainDir, { recursive: true, force: true });
  rmSync(paths.database, { recursive: true, force: true });
  if (readLocalDeployment(paths) !== 'foreign') rmSync(paths.deploymentFile, { force: true });
}

/** Throws {@link CannotDeploy} rather than let the file of a deployment on a chain elsewhere be overwritten. */
export function requireOwnDeploymentFile(paths: DataPaths): void {
  if (readLocalDeployment(paths) === 'foreign') {
    throw new CannotDeploy(
      `${paths.deploymentFile} tells of a deployment on another chain. Move it away, or name another file in DEPLOYMENT_FILE when you use it.`,
    );
  }
}

function readLocalDeployment(paths: DataPaths): 'none' | 'local' | 'foreign' {
  try {
    const known = readDeploymentFile(paths.deploymentFile);
    return known === null ? 'none' : known.local ? 'local' : 'foreign';
  } catch {
    // A file that nobody can read serves nobody.
    return 'none';
  }
}

function contractsFingerprint({ root }: DataPaths): string {
  const hash = createHash('sha256');
  const dir = join(root, 'contracts-abi', 'bytecode');
  for (const name of readdirSync(dir).sort()) hash.update(name).update(readFileSync(join(dir, name)));
  return hash.digest('hex');
}

/** Another process has the chain, or the app has the database that was made from it. */
export class ChainInUse extends Error {
  override name = 'ChainInUse';
}

/** Claims the chain's directory for this process. Throws {@link ChainInUse}; a claim whose process is gone is void. */
export const claimChain = (paths: DataPaths): (() => void) =>
  claim(paths.chainDir, (pid) => `Process ${pid} runs a local chain in ${paths.chainDir}. Stop it first.`);

function claim(directory: string, say: (pid: number) => string): () => void {
  try {
    return lockDirectory(directory);
  } catch (error) {
    if (error instanceof DirectoryInUseError) throw new ChainInUse(say(error.pid));
    throw error;
  }
}
