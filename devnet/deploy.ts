import { type Account, type Address, type Hex, keccak256 } from 'viem';
import { collateralPoolCode } from '@/contracts-abi/bytecode/collateral-pool';
import { priceFeedCode } from '@/contracts-abi/bytecode/local-price-feed';
import { collateralPoolAbi } from '@/contracts-abi/collateral-pool';
import { priceFeedAbi } from '@/contracts-abi/local-price-feed';
import type { Deployment } from '@/lib/domain/api';
import { devAccounts, devLabels } from './accounts';
import { connect, type Reader, writerFor } from './clients';
import { deployAmp, ensureErc1820 } from './deploy-amp';
import { readDeploymentFile, writeDeploymentFile } from './deployment-file';
import { INITIAL_PRICE } from './market';
import { deployContract, deployLibraries, mined } from './transactions';

/** Seconds an epoch lasts where nobody says otherwise: short, so that one can watch it end. */
export const LOCAL_EPOCH_LENGTH = 60;
const LOCAL_CHAIN_ID = 31_337;

/** What was asked for cannot be deployed as things are; the message says what to do. */
export class CannotDeploy extends Error {
  override name = 'CannotDeploy';
}

export type DeployOptions = {
  rpcUrl: string;
  /** pays, and is the first admin; on a local chain the dev mnemonic's admin unless said otherwise */
  deployer?: Account;
  /** seconds; on a local chain {@link LOCAL_EPOCH_LENGTH} unless said otherwise */
  epochLength?: number;
  /** seconds between naming another admin and its taking over */
  adminDelay?: number;
  /** an Amp that is there: then only the manager is deployed */
  ampAddress?: Address;
  /** a Chainlink feed of AMP/USD that is there; with `ampAddress` none is deployed */
  priceFeedAddress?: Address;
  /** who gets the roles; on a local chain the dev mnemonic's accounts unless said otherwise */
  roles?: { operator?: Address; registrar?: Address; guardian?: Address };
  explorerUrl?: string;
};

/**
 * Deploys everything, or with `ampAddress` only the manager, and grants the roles. Knows nothing of files: two calls
 * deploy twice. Throws {@link CannotDeploy} with what to do, or viem's errors when the node refuses.
 */
export async function deployAll(options: DeployOptions): Promise<Deployment> {
  const reader = await connect(options.rpcUrl);
  const local = await isLocal(reader);
  const deployer = options.deployer ?? (local ? devAccounts().admin.account : undefined);
  if (!deployer)
    throw new CannotDeploy('Name who pays: set DEPLOYER_KEY to the private key of a funded account.');
  const epochLength = options.epochLength ?? (local ? LOCAL_EPOCH_LENGTH : undefined);
  if (!epochLength)
    throw new CannotDeploy('Set EPOCH_LENGTH, the seconds of an epoch: it can never be changed.');

  const { ampAddress } = options;
  if (ampAddress) await requireCode(reader, ampAddress, 'AMP_ADDRESS');
  await ensureErc1820(reader, deployer);
  const system = ampAddress ? null : await deployAmp(reader, deployer);
  const amp = ampAddress ?? system?.amp;
  if (!amp) throw new CannotDeploy('There is no Amp.');
  const priceFeed = options.priceFeedAddress ?? (system ? await deployFeed(reader, deployer, local) : null);
  const writer = writerFor(reader, deployer);
  const libraries = await deployLibraries(reader, writer, [collateralPoolCode]);
  const manager = await deployContract(
    reader,
    writer,
    {
      abi: collateralPoolAbi,
      code: collateralPoolCode,
      args: [deployer.address, options.adminDelay ?? 0, amp, BigInt(epochLength)],
    },
    libraries,
  );
  await grantRoles(reader, deployer, manager.address, options.roles ?? (local ? localRoles() : {}));

  return {
    chainId: reader.chain.id,
    local,
    startBlock: Number(system?.block ?? manager.block),
    epochLength,
    amp: lower(amp),
    swapToken: system ? lower(system.swapToken) : null,
    collateralPool: lower(manager.address),
    priceFeed: priceFeed ? lower(priceFeed) : null,
    explorerUrl: options.explorerUrl ?? null,
    labels: local ? devLabels() : {},
    codeHash: await codeHash(reader, manager.address),
  };
}

/**
 * {@link deployAll}, remembered in a file: `existing` when the file's deployment is on this very chain, and nothing
 * is deployed. Throws {@link CannotDeploy} when the file tells of another chain, BadDeploymentFile when it is broken.
 */
export async function deployOnce(
  file: string,
  options: DeployOptions,
): Promise<{ outcome: 'existing' | 'deployed'; deployment: Deployment }> {
  const known = readDeploymentFile(file);
  if (known) {
    await requireSame(file, known, options);
    return { outcome: 'existing', deployment: known };
  }
  const deployment = await deployAll(options);
  writeDeploymentFile(file, deployment);
  return { outcome: 'deployed', deployment };
}

/** True when the deployment's manager stands on the chain, with the code it was deployed with. */
export async function isDeployed(reader: Reader, deployment: Deployment): Promise<boolean> {
  return (
    reader.chain.id === deployment.chainId &&
    (await codeHash(reader, deployment.collateralPool)) === deployment.codeHash
  );
}

async function requireSame(file: string, known: Deployment, options: DeployOptions): Promise<void> {
  const reader = await connect(options.rpcUrl);
  const remove = `Remove the file, or name another one in DEPLOYMENT_FILE, to deploy anew.`;
  if (reader.chain.id !== known.chainId) {
    throw new CannotDeploy(
      `${file} tells of a deployment on chain ${known.chainId}, but ${options.rpcUrl} is chain ${reader.chain.id}. ${remove}`,
    );
  }
  if (!(await isDeployed(reader, known))) {
    throw new CannotDeploy(
      `${file} says that the manager is at ${known.collateralPool}, but that is not what this chain has there: it was reset, or is another chain with the same id. ${remove}`,
    );
  }
  if (options.ampAddress && lower(options.ampAddress) !== known.amp) {
    throw new CannotDeploy(
      `${file} tells of a manager on the Amp ${known.amp}, not ${options.ampAddress}. ${remove}`,
    );
  }
}

async function requireCode(reader: Reader, address: Address, what: string): Promise<void> {
  const code = await reader.getCode({ address });
  if (!code || code === '0x') {
    throw new CannotDeploy(
      `${what} is ${address}, but there is no contract there on chain ${reader.chain.id}.`,
    );
  }
}

async function deployFeed(reader: Reader, deployer: Account, local: boolean): Promise<Address> {
  const owner = local ? devAccounts().priceKeeper.account.address : deployer.address;
  const feed = await deployContract(reader, writerFor(reader, deployer), {
    abi: priceFeedAbi,
    code: priceFeedCode,
    args: [INITIAL_PRICE, owner],
  });
  return feed.address;
}

function localRoles(): NonNullable<DeployOptions['roles']> {
  const { operator, registrar, guardian } = devAccounts();
  return { operator: operator.address, registrar: registrar.address, guardian: guardian.address };
}

async function grantRoles(
  reader: Reader,
  deployer: Account,
  manager: Address,
  roles: NonNullable<DeployOptions['roles']>,
): Promise<void> {
  const writer = writerFor(reader, deployer);
  const contract = { address: manager, abi: collateralPoolAbi } as const;
  const wanted = [
    ['OPERATOR_ROLE', roles.operator],
    ['REGISTRAR_ROLE', roles.registrar],
    ['GUARDIAN_ROLE', roles.guardian],
  ] as const;
  for (const [role, holder] of wanted) {
    if (!holder) continue;
    const id = await reader.readContract({ ...contract, functionName: role });
    const hash = await writer.writeContract({ ...contract, functionName: 'grantRole', args: [id, holder] });
    await mined(reader, hash, `granting ${role}`);
  }
}

/** A chain of our own making: anvil, on the id that development chains use. */
async function isLocal(reader: Reader): Promise<boolean> {
  if (reader.chain.id !== LOCAL_CHAIN_ID) return false;
  const version = await reader.request({ method: 'web3_clientVersion' });
  return version.startsWith('anvil/');
}

async function codeHash(reader: Reader, address: Address): Promise<Hex> {
  return keccak256((await reader.getCode({ address })) ?? '0x');
}

// lower-casing hex keeps it hex
const lower = (address: Address): Hex => address.toLowerCase() as Hex;
