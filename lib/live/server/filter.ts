import { z } from 'zod';
import { address, bytes32, type Hex } from '@/lib/domain/codecs';
import { lockKey } from '@/lib/domain/entity-key';
import type { ChainEvent } from '@/lib/domain/events';
import { poolOf } from '@/lib/domain/partition';

/** What a client wants to hear of. Each filter given must let an event through; none lets everything through. */
export const liveFilter = z.strictObject({
  pool: bytes32.optional(),
  merchant: address.optional(),
  account: address.optional(),
});
export type LiveFilter = z.infer<typeof liveFilter>;

export const filterKey = ({ pool, merchant, account }: LiveFilter): string =>
  [pool, merchant, account].map((part) => part ?? '').join('/');

export const isUnfiltered = (filter: LiveFilter): boolean => filterKey(filter) === '//';

/** Which merchant a lock is for, by its `lockKey`; undefined when it was locked before we listened. */
export type MerchantOf = (lock: string) => Hex | undefined;

/**
 * Does a client with this filter hear of the event? Rather once too often than not at all: a release names no
 * merchant, so one of a payment we know nothing of reaches every merchant's stream.
 */
export const passes = (event: ChainEvent, filter: LiveFilter, merchantOf: MerchantOf): boolean =>
  (filter.pool === undefined || concernsPool(event, filter.pool)) &&
  (filter.merchant === undefined || concernsMerchant(event, filter.merchant, merchantOf)) &&
  (filter.account === undefined || concernsAccount(event, filter.account));

function concernsPool(event: ChainEvent, pool: Hex): boolean {
  if (event.name === 'TransferByPartition') {
    return event.args.fromPartition === pool || event.args.toPartition === pool;
  }
  // Also of its generations that are closed, which go by another id.
  return 'pool' in event.args && poolOf(event.args.pool) === pool;
}

function concernsMerchant(event: ChainEvent, merchant: Hex, merchantOf: MerchantOf): boolean {
  switch (event.name) {
    case 'CollateralLocked':
    case 'LockClaimed':
    case 'LockDrawn':
    case 'MerchantSet':
    case 'WalletCollateralLocked':
    case 'WalletLockClaimed':
    case 'WalletLockDrawn':
    case 'WalletMerchantSet':
    case 'SliceDrawn':
      return event.args.merchant === merchant;
    case 'PayoutDeferred':
    case 'DeferredPaid':
    case 'WalletPayoutDeferred':
    case 'WalletDeferredPaid':
      return event.args.account === merchant;
    case 'LockReleased':
    case 'WalletLockReleased':
    case 'SliceLocked':
    case 'SliceReleased':
      return (merchantOf(lockKey(event.args)) ?? merchant) === merchant;
    default:
      return false;
  }
}

/** Draws and rolls name no account, but change what every share of the pool is worth. */
function concernsAccount(event: ChainEvent, account: Hex): boolean {
  switch (event.name) {
    case 'Supplied':
    case 'ExitRequested':
    case 'ExitCancelled':
      return event.args.account === account;
    case 'ExitClaimed':
    case 'RewardClaimed':
    case 'DeferredPaid':
    case 'WalletDeferredPaid':
      return event.args.account === account || event.args.to === account;
    case 'TransferByPartition':
      return event.args.from === account || event.args.to === account;
    case 'Minted':
      return event.args.to === account;
    case 'HolderEnrolled':
    case 'HolderUnenrolled':
    case 'HolderRolled':
    case 'SliceLocked':
    case 'SliceReleased':
    case 'SliceDrawn':
      return event.args.holder === account;
    case 'AuthorizedOperator':
    case 'RevokedOperator':
    case 'AuthorizedOperatorByPartition':
    case 'RevokedOperatorByPartition':
      return event.args.tokenHolder === account || event.args.operator === account;
    case 'ApprovalByPartition':
      return event.args.owner === account || event.args.spender === account;
    case 'ManagerChanged':
    case 'InterfaceImplementerSet':
      return event.args.account === account;
    case 'LockDrawn':
    case 'EpochRolled':
    case 'GenerationClosed':
      return true;
    default:
      return false;
  }
}
