import { type Abi, zeroAddress } from 'viem';
import { ampAbi } from '@/contracts-abi/amp';
import { collateralPoolAbi } from '@/contracts-abi/collateral-pool';
import { erc1820RegistryAbi } from '@/contracts-abi/erc1820-registry';
import { walletCollateralAbi } from '@/contracts-abi/wallet-collateral';
import type { Deployment } from '@/lib/domain/api';
import type { Hex } from '@/lib/domain/codecs';
import type { BlockHeader, ChainEvent, EventName, EventOf } from '@/lib/domain/events';
import { ERC1820_REGISTRY, RECIPIENT_HOOK, SENDER_HOOK } from '@/lib/domain/registry-events';
import { createCutters, type EventCutter } from './abi-cutter';
import type { ChainLog, LogFilter } from './chain-reader';
import { createLogCheck, type LogCheck } from './nodes/log-check';
import { transferCutter } from './transfer-cutter';

type Emitter = 'pool' | 'wallet' | 'amp' | 'registry';

/** Whose events these are. Every name of `lib/domain/events.ts` is here, or it would not compile. */
const emitters: Record<EventName, Emitter> = {
  PoolCreated: 'pool',
  ParamsSet: 'pool',
  PausesSet: 'pool',
  MerchantSet: 'pool',
  Supplied: 'pool',
  ExitRequested: 'pool',
  ExitCancelled: 'pool',
  EpochRolled: 'pool',
  ExitClaimed: 'pool',
  RewardFunded: 'pool',
  RewardClaimed: 'pool',
  CollateralLocked: 'pool',
  LockSkipped: 'pool',
  LockReleased: 'pool',
  LockClaimed: 'pool',
  LockDrawn: 'pool',
  PayoutDeferred: 'pool',
  DeferredPaid: 'pool',
  GenerationClosed: 'pool',
  RoleGranted: 'pool',
  RoleRevoked: 'pool',
  RoleAdminChanged: 'pool',
  DefaultAdminTransferScheduled: 'pool',
  DefaultAdminTransferCanceled: 'pool',
  DefaultAdminDelayChangeScheduled: 'pool',
  DefaultAdminDelayChangeCanceled: 'pool',
  WalletPoolCreated: 'wallet',
  WalletParamsSet: 'wallet',
  WalletPausesSet: 'wallet',
  WalletMerchantSet: 'wallet',
  HolderEnrolled: 'wallet',
  HolderUnenrolled: 'wallet',
  HolderRolled: 'wallet',
  WalletCollateralLocked: 'wallet',
  SliceLocked: 'wallet',
  WalletLockSkipped: 'wallet',
  WalletLockReleased: 'wallet',
  SliceReleased: 'wallet',
  WalletLockClaimed: 'wallet',
  WalletLockDrawn: 'wallet',
  SliceDrawn: 'wallet',
  WalletPayoutDeferred: 'wallet',
  WalletDeferredPaid: 'wallet',
  WalletRoleGranted: 'wallet',
  WalletRoleRevoked: 'wallet',
  WalletRoleAdminChanged: 'wallet',
  WalletDefaultAdminTransferScheduled: 'wallet',
  WalletDefaultAdminTransferCanceled: 'wallet',
  WalletDefaultAdminDelayChangeScheduled: 'wallet',
  WalletDefaultAdminDelayChangeCanceled: 'wallet',
  TransferByPartition: 'amp',
  Minted: 'amp',
  AuthorizedOperator: 'amp',
  RevokedOperator: 'amp',
  AuthorizedOperatorByPartition: 'amp',
  RevokedOperatorByPartition: 'amp',
  ApprovalByPartition: 'amp',
  CollateralManagerRegistered: 'amp',
  PartitionStrategySet: 'amp',
  OwnershipTransferAuthorization: 'amp',
  OwnerUpdate: 'amp',
  ManagerChanged: 'registry',
  InterfaceImplementerSet: 'registry',
};

/** Both managers use these names; ours of the second have its mark in front: see `lib/domain/events.ts`. */
const nameInAbi = (name: string, emitter: Emitter): string =>
  emitter === 'wallet' ? name.replace(/^Wallet/, '') : name;

/** Cutters of an emitter's events, under our names for them. */
const cuttersOf = (emitter: Emitter, abi: Abi): EventCutter[] => {
  const names = Object.entries(emitters).flatMap(([name, by]) => (by === emitter ? [name] : []));
  const cutters = createCutters(
    abi,
    names.map((name) => nameInAbi(name, emitter)),
  );
  return cutters.map((cutter, index) => ({ ...cutter, name: names[index] ?? cutter.name }));
};

const cutters: Record<Emitter, EventCutter[]> = {
  pool: cuttersOf('pool', collateralPoolAbi),
  wallet: cuttersOf('wallet', walletCollateralAbi),
  amp: cuttersOf('amp', ampAbi).map((cutter) =>
    cutter.topic === transferCutter.topic ? transferCutter : cutter,
  ),
  registry: cuttersOf('registry', erc1820RegistryAbi),
};

/** A log that should be one of ours cannot be read: the node cut it, or the deployment names another contract. */
export class UndecodableLogError extends Error {
  constructor(name: string, log: ChainLog, options: ErrorOptions) {
    super(`the log ${log.logIndex} of block ${log.blockNumber} is no ${name} of this version`, options);
    this.name = 'UndecodableLogError';
  }
}

export type Decoder = {
  /** What to ask the node for: logs of these addresses with one of these first topics. */
  filter: LogFilter;
  /** Whether logs that a node told of under this filter can be those of a block. */
  check: LogCheck;
  /** The events of one block in their order; logs that are not ours, or say nothing, are left out. */
  decode: (header: BlockHeader, logs: readonly ChainLog[]) => ChainEvent[];
};

export type Contracts = Pick<Deployment, 'amp' | 'collateralPool' | 'walletCollateral'>;

export function createDecoder({ amp, collateralPool, walletCollateral }: Contracts): Decoder {
  const addresses: Record<Emitter, Hex> = {
    pool: collateralPool,
    wallet: walletCollateral,
    amp,
    registry: ERC1820_REGISTRY,
  };
  const emitted = Object.entries(cutters) as [Emitter, EventCutter[]][]; // the keys of the record above
  const byLog = new Map<string, EventCutter>(
    emitted.flatMap(([emitter, ofIt]) =>
      ofIt.map((cutter) => [`${addresses[emitter]}/${cutter.topic}`, cutter] as const),
    ),
  );
  const topics = [...new Set(emitted.flatMap(([, ofIt]) => ofIt.map(({ topic }) => topic)))];
  const filter: LogFilter = { address: emitted.map(([emitter]) => addresses[emitter]), topics: [topics] };
  return {
    filter,
    check: createLogCheck(filter),
    decode(header, logs) {
      const told: Told = {};
      return logs.flatMap((log) => {
        const cutter = byLog.get(`${log.address}/${log.topics[0]}`);
        if (!cutter) return [];
        const event = readEvent(cutter, header, log, told);
        remember(told, event);
        return isSilent(event) ? [] : [event];
      });
    },
  };
}

/** The last event of a payment that each manager told: some that come right after it leave out what it says. */
type Told = {
  pool?: EventOf<'LockDrawn'>;
  wallet?: EventOf<'WalletCollateralLocked' | 'WalletLockReleased' | 'WalletLockDrawn'>;
};

function remember(told: Told, event: ChainEvent): void {
  switch (event.name) {
    case 'LockDrawn':
      told.pool = event;
      return;
    case 'WalletCollateralLocked':
    case 'WalletLockReleased':
    case 'WalletLockDrawn':
      told.wallet = event;
  }
}

/**
 * What an event leaves out. A payout is deferred right after its draw, and slices change right after their lock, in
 * the same transaction: no stranger's code that could tell of another payment runs in between and is kept. Throws
 * RangeError where that is not so.
 */
function leftOut(name: string, { paymentId }: Args, tx: Hex, { pool, wallet }: Told): Args {
  const ofWallet = wallet?.at.tx === tx ? wallet : undefined;
  const ofSlice = ofWallet?.args.paymentId === paymentId ? ofWallet : undefined;
  switch (name) {
    case 'PayoutDeferred':
      if (pool?.at.tx !== tx) break;
      return { paymentId: pool.args.paymentId };
    case 'WalletPayoutDeferred':
      if (ofWallet?.name !== 'WalletLockDrawn') break;
      return { paymentId: ofWallet.args.paymentId };
    case 'SliceLocked':
      if (ofSlice?.name !== 'WalletCollateralLocked') break;
      return { pool: ofSlice.args.pool, expiresAt: ofSlice.args.expiresAt };
    case 'SliceReleased':
      if (ofSlice?.name !== 'WalletLockReleased') break;
      return { pool: ofSlice.args.pool };
    case 'SliceDrawn':
      if (ofSlice?.name !== 'WalletLockDrawn') break;
      return { pool: ofSlice.args.pool, merchant: ofSlice.args.merchant };
    default:
      return {};
  }
  throw new RangeError(`${name} does not follow on what it belongs to`);
}

function readEvent({ name, cut }: EventCutter, header: BlockHeader, log: ChainLog, told: Told): ChainEvent {
  try {
    const cutArgs = cut(log.topics, log.data);
    const args =
      ampArgs[name]?.(cutArgs) ?? Object.assign(cutArgs, leftOut(name, cutArgs, log.transactionHash, told));
    const at = {
      block: header.number,
      timestamp: header.timestamp,
      logIndex: log.logIndex,
      tx: log.transactionHash,
    };
    // The cutters are made from the ABI, whose events have the fields of `ChainEvent`: a test holds the two together.
    return { name, at, args } as ChainEvent;
  } catch (cause) {
    throw new UndecodableLogError(name, log, { cause });
  }
}

type Args = Record<string, unknown>;

/** Amp's own data is of no use to us. */
const ampArgs: Record<string, (args: Args) => Args> = {
  Minted: ({ operator, to, value }) => ({ operator, to, value }),
};

/**
 * Moves nothing, so that anyone may emit it in anyone's name; or repeats what `Minted` said; or is of an interface that
 * is none of Amp's.
 */
function isSilent(event: ChainEvent): boolean {
  switch (event.name) {
    case 'TransferByPartition':
      return event.args.value === 0n || event.args.from === zeroAddress;
    case 'InterfaceImplementerSet':
      return event.args.interfaceHash !== SENDER_HOOK && event.args.interfaceHash !== RECIPIENT_HOOK;
    default:
      return false;
  }
}
