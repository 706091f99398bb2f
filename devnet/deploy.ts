import { type Account, type Address, isAddressEqual } from 'viem';
import { priceFeedCode } from '@/contracts-abi/bytecode/local-price-feed';
import { priceFeedAbi } from '@/contracts-abi/local-price-feed';
import type { Deployment } from '@/lib/domain/api';
import type { Hex } from '@/lib/domain/codecs';
import { devAccounts, devLabels } from './accounts';
import { CannotDeploy } from './cannot-deploy';
import { connect, type Reader, type Writer, writerFor } from './clients';
import { deployAmp, ensureErc1820, requireAmp } from './deploy-amp';
import {
  grantCalls,
  type ManagerAddresses,
  managers,
  openingCall,
  type PoolOpening,
  type RoleName,
} from './managers';
import { INITIAL_PRICE } from './market';
import { deployTimelock, handOver } from './timelock';
import { codeHash, deployContract, deployLibraries } from './transactions';

/** Seconds an epoch lasts where nobody says otherwise: short, so that one can watch it end. */
export const LOCAL_EPOCH_LENGTH = 60;
/** Seconds between announcing what the admin does and doing it, on a local chain: short for the same reason. */
export const LOCAL_TIMELOCK_DELAY = 60;
const LOCAL_CHAIN_ID = 31_337;

/** Each its own key. The proposer announces what the timelock then does as the managers' admin, and may cancel it. */
export type RoleHolders = Partial<Record<RoleName | 'proposer', Address>>;

export type DeployOptions = {
  rpcUrl: string;
  /** pays, and keeps no power; on a local chain the dev mnemonic's deployer unless said otherwise */
  deployer?: Account;
  /** seconds; on a local chain {@link LOCAL_EPOCH_LENGTH} unless said otherwise */
  epochLength?: number;
  /** seconds between naming another admin and its taking over */
  adminDelay?: number;
  /** seconds between announcing an act of the admin's and the act; locally {@link LOCAL_TIMELOCK_DELAY} */
  timelockDelay?: number;
  /** an Amp that is there: then only what is ours is deployed */
  ampAddress?: Address;
  /** a Chainlink feed of AMP/USD that is there; with `ampAddress` none is deployed */
  priceFeedAddress?: Address;
  /** who gets the roles; on a local chain the dev mnemonic's accounts unless said otherwise */
  roles?: RoleHolders;
  /** opened at once; later ones take the timelock's delay */
  pools?: readonly PoolOpening[];
  explorerUrl?: string;
};

/**
 * Deploys everything, or with `ampAddress` only what is ours: the libraries, a timelock, and both managers with the
 * timelock as their admin, which then grants the roles and opens the pools. Knows nothing of files: two calls deploy
 * twice. Throws {@link CannotDeploy} with what to do, or viem's errors when the node refuses.
 */
export async function deployAll(options: DeployOptions): Promise<Deployment> {
  const reader = await connect(options.rpcUrl);
  const local = await isLocal(reader);
  const terms = completeTerms(options, local);
  const { deployer, epochLength } = terms;
  const writer = writerFor(reader, deployer);

  const { ampAddress } = options;
  if (ampAddress) await requireAmp(reader, ampAddress);
  await ensureErc1820(reader, deployer);
  const system = ampAddress ? null : await deployAmp(reader, deployer);
  const amp = ampAddress ?? system?.amp;
  if (!amp) throw new CannotDeploy('There is no Amp.');
  const priceFeed = options.priceFeedAddress ?? (system ? await deployFeed(reader, writer, local) : null);

  const timelock = await deployTimelock(reader, writer);
  const addresses = await deployManagers(reader, writer, [
    timelock.address,
    options.adminDelay ?? 0,
    amp,
    BigInt(epochLength),
  ]);
  const calls = [
    ...grantCalls(addresses, terms.roles),
    ...(options.pools ?? []).map((pool) => openingCall(addresses, pool)),
  ];
  await handOver(reader, writer, timelock.address, calls, {
    proposer: terms.proposer,
    delay: terms.timelockDelay,
  });

  return {
    chainId: reader.chain.id,
    local,
    startBlock: Number(system?.block ?? timelock.block),
    epochLength,
    amp: lower(amp),
    swapToken: system ? lower(system.swapToken) : null,
    collateralPool: lower(addresses.collateralPool),
    walletCollateral: lower(addresses.walletCollateral),
    timelock: lower(timelock.address),
    priceFeed: priceFeed ? lower(priceFeed) : null,
    explorerUrl: options.explorerUrl ?? null,
    labels: local ? { ...devLabels(), [lower(timelock.address)]: 'Timelock' } : {},
    codeHash: await codeHash(reader, addresses.collateralPool),
  };
}

/** Deploys the managers and the libraries that they share. Both constructors take the same. */
async function deployManagers(
  reader: Reader,
  writer: Writer,
  args: readonly [admin: Address, adminDelay: number, amp: Address, epochLength: bigint],
): Promise<ManagerAddresses> {
  const codes = managers.map(({ code }) => code);
  const libraries = await deployLibraries(reader, writer, codes);
  const addresses: Partial<ManagerAddresses> = {};
  for (const { key, abi, code } of managers) {
    addresses[key] = (await deployContract(reader, writer, { abi, code, args }, libraries)).address;
  }
  // every manager of the list has been deployed
  return addresses as ManagerAddresses;
}

type Terms = {
  deployer: Account;
  proposer: Address;
  roles: RoleHolders;
  epochLength: number;
  timelockDelay: number;
};

/** What was asked for, with what a local chain has for granted. Throws {@link CannotDeploy} naming what is missing. */
function completeTerms(options: DeployOptions, local: boolean): Terms {
  const deployer = options.deployer ?? (local ? devAccounts().deployer.account : undefined);
  if (!deployer)
    throw new CannotDeploy('Name who pays: set DEPLOYER_KEY to the private key of a funded account.');
  const epochLength = options.epochLength ?? (local ? LOCAL_EPOCH_LENGTH : undefined);
  if (!epochLength)
    throw new CannotDeploy('Set EPOCH_LENGTH, the seconds of an epoch: it can never be changed.');
  const timelockDelay = options.timelockDelay ?? (local ? LOCAL_TIMELOCK_DELAY : undefined);
  if (timelockDelay === undefined)
    throw new CannotDeploy('Set TIMELOCK_DELAY, the seconds between announcing a change and making it.');
  const roles = options.roles ?? (local ? localRoles() : {});
  const { proposer } = roles;
  if (!proposer)
    throw new CannotDeploy(
      'Name who proposes to the timelock: set PROPOSER_ADDRESS. Nobody else can ever open a pool or grant a role.',
    );
  requireApart({ ...roles, deployer: deployer.address });
  return { deployer, proposer, roles, epochLength, timelockDelay };
}

/** One key that falls must not be two powers. */
function requireApart(holders: Record<string, Address | undefined>): void {
  const named = Object.entries(holders);
  for (const [index, [name, address]] of named.entries()) {
    const other = named
      .slice(index + 1)
      .find(([, another]) => address && another && isAddressEqual(address, another));
    if (other)
      throw new CannotDeploy(
        `${address} is meant to be ${name} and ${other[0]}. Give each a key of its own.`,
      );
  }
}

async function deployFeed(reader: Reader, writer: Writer, local: boolean): Promise<Address> {
  const owner = local ? devAccounts().priceKeeper.account.address : writer.account.address;
  const feed = await deployContract(reader, writer, {
    abi: priceFeedAbi,
    code: priceFeedCode,
    args: [INITIAL_PRICE, owner],
  });
  return feed.address;
}

function localRoles(): RoleHolders {
  const { operator, rewarder, registrar, guardian, proposer } = devAccounts();
  const people = { operator, rewarder, registrar, guardian, proposer };
  return Object.fromEntries(Object.entries(people).map(([role, { address }]) => [role, address]));
}

/** A chain of our own making: anvil, on the id that development chains use. */
async function isLocal(reader: Reader): Promise<boolean> {
  if (reader.chain.id !== LOCAL_CHAIN_ID) return false;
  const version = await reader.request({ method: 'web3_clientVersion' });
  return version.startsWith('anvil/');
}

// lower-casing hex keeps it hex
const lower = (address: Address): Hex => address.toLowerCase() as Hex;
