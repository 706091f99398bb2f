import type { Hex } from './codecs';
import { type EntityRef, entityKey, type GenerationRef, lockKey } from './entity-key';
import type { ChainEvent } from './events';
import { closedGeneration, DEFAULT_PARTITION, poolOf } from './partition';
import { lockEndEpoch } from './pool-math';
import type { Lookup, ReduceContext } from './reduce-context';
import { hourOf } from './reduce-hour';
import { RECIPIENT_HOOK, SENDER_HOOK } from './registry-events';

/**
 * What must be looked up before `reduceEvent`, so that a reader can fetch it in one go. Which generation of a pool an
 * event speaks of, its pool says, and in which epoch a lock or a slice ends, the lock or the slice: so the names are
 * complete once those are in `lookup`. Of a pool that nobody has heard of, nothing else can be known either. What begins
 * a lock or a slice names its epoch by itself: both may begin and end among the same events.
 */
export function touchedBy(event: ChainEvent, { epochLength }: ReduceContext, lookup: Lookup): EntityRef[] {
  const pool = (id: Hex): EntityRef => ({ kind: 'pool', key: entityKey.pool(id) });
  const hour = (id: Hex): EntityRef => ({
    kind: 'hour',
    key: entityKey.hour(poolOf(id), hourOf(event.at.timestamp)),
  });
  const within = (id: Hex, refs: (ref: GenerationRef) => EntityRef[]): EntityRef[] => {
    const generation = closedGeneration(id) ?? lookup('pool', id)?.generation;
    return generation === undefined ? [] : refs({ pool: poolOf(id), generation });
  };
  const epoch = (ref: GenerationRef, e: number): EntityRef => ({
    kind: 'epoch',
    key: entityKey.epoch(ref, e),
  });
  const position = (ref: GenerationRef, account: Hex): EntityRef => ({
    kind: 'position',
    key: entityKey.position(ref, account),
  });
  const stakers = (ref: GenerationRef): EntityRef => ({ kind: 'stakers', key: entityKey.stakers(ref) });
  const tally = (merchant: Hex): EntityRef => ({ kind: 'tally', key: entityKey.tally(merchant) });
  const walletPool = (id: Hex): EntityRef => ({ kind: 'walletPool', key: entityKey.walletPool(id) });
  const walletEpoch = (id: Hex, e: number): EntityRef => ({
    kind: 'walletEpoch',
    key: entityKey.walletEpoch(id, e),
  });
  const holder = (id: Hex, account: Hex): EntityRef => ({
    kind: 'holder',
    key: entityKey.holder(id, account),
  });
  const holderEpoch = (id: Hex, account: Hex, e: number): EntityRef => ({
    kind: 'holderEpoch',
    key: entityKey.holderEpoch(id, account, e),
  });
  const registration = (account: Hex): EntityRef => ({
    kind: 'registration',
    key: entityKey.registration(account),
  });
  switch (event.name) {
    case 'PoolCreated':
    case 'LockSkipped':
    case 'MerchantSet':
    case 'RoleGranted':
    case 'RoleRevoked':
    case 'RoleAdminChanged':
    case 'DefaultAdminTransferScheduled':
    case 'DefaultAdminTransferCanceled':
    case 'DefaultAdminDelayChangeScheduled':
    case 'DefaultAdminDelayChangeCanceled':
    case 'WalletPoolCreated':
    case 'WalletLockSkipped':
    case 'WalletMerchantSet':
    case 'WalletRoleGranted':
    case 'WalletRoleRevoked':
    case 'WalletRoleAdminChanged':
    case 'WalletDefaultAdminTransferScheduled':
    case 'WalletDefaultAdminTransferCanceled':
    case 'WalletDefaultAdminDelayChangeScheduled':
    case 'WalletDefaultAdminDelayChangeCanceled':
    case 'AuthorizedOperator':
    case 'RevokedOperator':
    case 'AuthorizedOperatorByPartition':
    case 'RevokedOperatorByPartition':
    case 'ApprovalByPartition':
    case 'CollateralManagerRegistered':
    case 'PartitionStrategySet':
    case 'OwnershipTransferAuthorization':
    case 'OwnerUpdate':
      return [];
    case 'ParamsSet':
    case 'PausesSet':
    case 'RewardFunded':
    case 'GenerationClosed':
      return [pool(event.args.pool)];
    case 'Supplied': {
      const { pool: id, account } = event.args;
      return [pool(id), ...within(id, (ref) => [position(ref, account), stakers(ref)])];
    }
    case 'RewardClaimed': {
      const { pool: id, account } = event.args;
      return [pool(id), ...within(id, (ref) => [position(ref, account)])];
    }
    case 'ExitRequested':
    case 'ExitCancelled':
    case 'ExitClaimed': {
      const { pool: id, account } = event.args;
      const e = Number(event.args.exitEpoch);
      return [
        pool(id),
        ...within(id, (ref) => [
          position(ref, account),
          stakers(ref),
          epoch(ref, e),
          { kind: 'ticket', key: entityKey.ticket(ref, account, e) },
        ]),
      ];
    }
    case 'EpochRolled': {
      const { pool: id, epoch: rolled } = event.args;
      return [pool(id), ...within(id, (ref) => [epoch(ref, Number(rolled))])];
    }
    case 'CollateralLocked': {
      const { pool: id, merchant, expiresAt } = event.args;
      const end = lockEndEpoch(expiresAt, epochLength);
      return [pool(id), hour(id), tally(merchant), ...within(id, (ref) => [epoch(ref, end)])];
    }
    case 'LockReleased':
    case 'LockClaimed':
    case 'LockDrawn': {
      const { pool: id } = event.args;
      const key = lockKey(event.args);
      const lock = lookup('lock', key);
      return [
        { kind: 'lock', key },
        pool(id),
        pool(poolOf(id)),
        hour(id),
        ...(lock ? [tally(lock.merchant), ...within(id, (ref) => [epoch(ref, lock.endEpoch)])] : []),
      ];
    }
    case 'PayoutDeferred':
    case 'DeferredPaid': {
      const { pool: id, account } = event.args;
      const kept: EntityRef[] = [
        pool(poolOf(id)),
        { kind: 'deferred', key: entityKey.deferred(poolOf(id), account) },
      ];
      if (event.name === 'DeferredPaid') return kept;
      return [...kept, { kind: 'lock', key: lockKey(event.args) }];
    }
    case 'WalletParamsSet':
    case 'WalletPausesSet':
      return [walletPool(event.args.pool)];
    case 'HolderEnrolled': {
      const { pool: id, holder: account } = event.args;
      return [walletPool(id), holder(id, account), registration(account)];
    }
    case 'HolderUnenrolled': {
      const { pool: id, holder: account } = event.args;
      return [walletPool(id), holder(id, account)];
    }
    case 'HolderRolled': {
      const { pool: id, holder: account } = event.args;
      return [holder(id, account), holderEpoch(id, account, Number(event.args.epoch))];
    }
    case 'WalletCollateralLocked': {
      const { pool: id, merchant, expiresAt } = event.args;
      const end = lockEndEpoch(expiresAt, epochLength);
      return [walletPool(id), hour(id), tally(merchant), walletEpoch(id, end)];
    }
    case 'WalletLockReleased':
    case 'WalletLockClaimed':
    case 'WalletLockDrawn': {
      const { pool: id } = event.args;
      const key = lockKey(event.args);
      const lock = lookup('lock', key);
      return [
        { kind: 'lock', key },
        walletPool(id),
        hour(id),
        ...(lock ? [tally(lock.merchant), walletEpoch(id, lock.endEpoch)] : []),
      ];
    }
    case 'SliceLocked': {
      const { pool: id, holder: account, expiresAt } = event.args;
      return [holder(id, account), holderEpoch(id, account, lockEndEpoch(expiresAt, epochLength))];
    }
    case 'SliceReleased':
    case 'SliceDrawn': {
      const { pool: id, paymentId, holder: account } = event.args;
      const key = entityKey.slice(paymentId, Number(event.args.index));
      const slice = lookup('slice', key);
      return [
        { kind: 'slice', key },
        holder(id, account),
        ...(slice ? [holderEpoch(id, account, lockEndEpoch(slice.expiresAt, epochLength))] : []),
      ];
    }
    case 'WalletPayoutDeferred':
    case 'WalletDeferredPaid': {
      const { pool: id, account } = event.args;
      const kept: EntityRef[] = [walletPool(id), { kind: 'deferred', key: entityKey.deferred(id, account) }];
      if (event.name === 'WalletDeferredPaid') return kept;
      return [...kept, { kind: 'lock', key: lockKey(event.args) }];
    }
    case 'ManagerChanged':
      return [registration(event.args.account)];
    case 'InterfaceImplementerSet': {
      const { account, interfaceHash } = event.args;
      return interfaceHash === SENDER_HOOK || interfaceHash === RECIPIENT_HOOK ? [registration(account)] : [];
    }
    case 'TransferByPartition':
      return [
        { kind: 'balance', key: entityKey.balance(event.args.fromPartition, event.args.from) },
        { kind: 'balance', key: entityKey.balance(event.args.toPartition, event.args.to) },
      ];
    case 'Minted':
      return [{ kind: 'balance', key: entityKey.balance(DEFAULT_PARTITION, event.args.to) }];
  }
}
