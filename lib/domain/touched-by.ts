import type { Hex } from './codecs';
import { type EntityRef, entityKey, type GenerationRef } from './entity-key';
import type { ChainEvent } from './events';
import { closedGeneration, DEFAULT_PARTITION, poolOf } from './partition';
import { lockEndEpoch } from './pool-math';
import type { Lookup, ReduceContext } from './reduce-context';
import { hourOf } from './reduce-pool';

/**
 * What must be looked up before `reduceEvent`, so that a reader can fetch it in one go. Which generation of a pool an
 * event speaks of, its pool says, and in which epoch a lock ends, the lock: so the names are complete once those two
 * are in `lookup`. Of a pool that nobody has heard of, nothing else can be known either.
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
      const { pool: id, paymentId } = event.args;
      const lock = lookup('lock', entityKey.lock(paymentId));
      return [
        { kind: 'lock', key: entityKey.lock(paymentId) },
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
      return [...kept, { kind: 'lock', key: entityKey.lock(event.args.paymentId) }];
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
