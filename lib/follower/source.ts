import { keccak256 } from 'viem';
import type { Db } from '@/lib/db';
import { source } from '@/lib/db/schema';
import type { Deployment } from '@/lib/domain/api';
import type { ChainReader } from './chain-reader';

/** Node, deployment and database do not belong together. The message says what to do; it names no address of a node. */
export class SourceError extends Error {
  override name = 'SourceError';
}

/** The node is on another chain than the deployment, or than the database. */
export class WrongChainError extends SourceError {}

const startOver =
  'Use an empty database (another DATA_DIR or DATABASE_URL); on the local chain, npm run devnet:reset starts anew.';

/**
 * Throws {@link WrongChainError} unless the node is on the deployment's chain and has its very contract.
 * @param name what the node is called in the message
 */
export async function checkNode(
  reader: ChainReader,
  deployment: Deployment,
  name = 'The node',
): Promise<void> {
  const { chainId, collateralPool, codeHash } = deployment;
  const [actualChain, code] = await Promise.all([reader.chainId(), reader.code(collateralPool)]);
  if (actualChain !== chainId) {
    throw new WrongChainError(
      `${name} is on chain ${actualChain}, the deployment file is of chain ${chainId}. ` +
        `Set RPC_URL to a node of chain ${chainId}, or deploy again.`,
    );
  }
  if (code === '0x') {
    throw new WrongChainError(
      `There is no contract at ${collateralPool} on chain ${chainId}. ` +
        `${name} may be behind, or its chain was reset: then deploy again.`,
    );
  }
  if (keccak256(code) !== codeHash) {
    throw new WrongChainError(
      `The contract at ${collateralPool} is not the one in the deployment file: its code differs. Deploy again.`,
    );
  }
}

/** Marks an empty database as this deployment's; throws {@link SourceError} when it is another's. */
export async function claimDatabase(db: Db, deployment: Deployment): Promise<void> {
  const { chainId, collateralPool, walletCollateral, amp, startBlock } = deployment;
  const wanted = { chainId, collateralPool, walletCollateral, amp, startBlock };
  await db.insert(source).values(wanted).onConflictDoNothing();
  const [row] = await db.select().from(source);
  const same =
    row?.chainId === chainId &&
    row.collateralPool === collateralPool &&
    row.walletCollateral === walletCollateral &&
    row.amp === amp &&
    row.startBlock === startBlock;
  if (!same) throw new SourceError(`The database was filled from another deployment. ${startOver}`);
}

/** Not one block of the database is on the chain: a reorg cannot reach that far. */
export const chainReplaced = (): WrongChainError =>
  new WrongChainError(
    `The chain is another one than the database was filled from: not even its first block is there. ${startOver}`,
  );
