import { z } from 'zod';
import { ampEvents } from './amp-events';
import { address, blockNumber, bps, bytes32, count, seconds, uint } from './codecs';
import { event, quote, shared } from './event-shape';
import { registryEvents } from './registry-events';
import { walletEvents } from './wallet-events';

export { type EventAt, eventAt, pauses, quote } from './event-shape';
export { type WalletParams, walletParams } from './wallet-events';

/**
 * What the chain says, decoded. The names and fields are those of the contracts' ABI, so a log decoded by
 * viem and a log read back from JSON pass the same schema. What an event *means* is in `reduce.ts` alone.
 *
 * Both managers emit events of the same names, some with other fields: those of collateral in place have `Wallet` in
 * front here, so that a name says everything. `CollateralLocked` is the pools', `WalletCollateralLocked` the wallets'.
 */

export const poolParams = z.strictObject({
  maxUtilisationBps: bps,
  cooldown: seconds,
  maxLockDuration: seconds,
  claimDelay: seconds,
  merchantDelay: seconds,
  rewardEpochs: count,
  drawWindow: seconds,
  drawLimit: uint,
  minStake: uint,
});
export type PoolParams = z.infer<typeof poolParams>;

/** 0: earned from payments; 1: given on top. */
export const rewardKind = z.literal([0, 1]);

export const chainEvent = z.discriminatedUnion('name', [
  event('PoolCreated', shared.poolCreated),
  event('ParamsSet', { pool: bytes32, params: poolParams }),
  event('PausesSet', shared.pausesSet),
  event('MerchantSet', shared.merchantSet),
  event('Supplied', {
    pool: bytes32,
    account: address,
    amount: uint,
    shares: uint,
    accountShares: uint,
    totalAssets: uint,
    totalShares: uint,
    unallocated: uint,
  }),
  event('ExitRequested', {
    pool: bytes32,
    account: address,
    exitEpoch: uint,
    shares: uint,
    accountShares: uint,
    ticketShares: uint,
    pendingShares: uint,
  }),
  event('ExitCancelled', {
    pool: bytes32,
    account: address,
    exitEpoch: uint,
    shares: uint,
    accountShares: uint,
    pendingShares: uint,
  }),
  event('EpochRolled', {
    pool: bytes32,
    epoch: uint,
    expired: uint,
    exitShares: uint,
    exitAssets: uint,
    totalAssets: uint,
    totalShares: uint,
    pendingShares: uint,
    locked: uint,
    exitReserve: uint,
  }),
  event('ExitClaimed', {
    pool: bytes32,
    account: address,
    exitEpoch: uint,
    to: address,
    shares: uint,
    amount: uint,
    exitReserve: uint,
  }),
  event('RewardFunded', {
    pool: bytes32,
    from: address,
    kind: rewardKind,
    amount: uint,
    dust: uint,
    feesLeft: uint,
    topUpsLeft: uint,
    secondsLeft: uint,
    rewardReserve: uint,
  }),
  event('RewardClaimed', {
    pool: bytes32,
    account: address,
    to: address,
    fees: uint,
    topUps: uint,
    rewardReserve: uint,
  }),
  event('CollateralLocked', {
    paymentId: bytes32,
    pool: bytes32,
    merchant: address,
    amount: uint,
    settleBy: seconds,
    expiresAt: seconds,
    claimDelay: seconds,
    refHash: bytes32,
    quote,
    locked: uint,
  }),
  event('LockSkipped', shared.lockSkipped),
  event('LockReleased', {
    paymentId: bytes32,
    pool: bytes32,
    by: address,
    amount: uint,
    remaining: uint,
    locked: uint,
  }),
  event('LockClaimed', shared.lockClaimed),
  event('LockDrawn', {
    paymentId: bytes32,
    pool: bytes32,
    merchant: address,
    by: address,
    amount: uint,
    remaining: uint,
    totalAssets: uint,
    totalShares: uint,
    locked: uint,
  }),
  event('PayoutDeferred', shared.payoutDeferred),
  event('DeferredPaid', shared.deferredPaid),
  event('GenerationClosed', {
    pool: bytes32,
    closed: bytes32,
    generation: uint,
    totalAssets: uint,
    totalShares: uint,
    pendingShares: uint,
    locked: uint,
    exitReserve: uint,
    unallocated: uint,
    rewardReserve: uint,
    rewardsPassedOn: uint,
  }),
  event('RoleGranted', shared.roleGranted),
  event('RoleRevoked', shared.roleRevoked),
  event('RoleAdminChanged', shared.roleAdminChanged),
  event('DefaultAdminTransferScheduled', shared.adminTransferScheduled),
  event('DefaultAdminTransferCanceled', {}),
  event('DefaultAdminDelayChangeScheduled', shared.adminDelayChangeScheduled),
  event('DefaultAdminDelayChangeCanceled', {}),
  ...walletEvents,
  /** Amp's own, with the destination already read from `data` (protocol: flagged data names it). */
  event('TransferByPartition', {
    fromPartition: bytes32,
    toPartition: bytes32,
    operator: address,
    from: address,
    to: address,
    value: uint,
  }),
  event('Minted', { operator: address, to: address, value: uint }),
  ...ampEvents,
  ...registryEvents,
]);
export type ChainEvent = z.infer<typeof chainEvent>;
export type EventName = ChainEvent['name'];
export type EventOf<Name extends EventName> = Extract<ChainEvent, { name: Name }>;

/** One block as the follower publishes it. */
export const blockHeader = z.strictObject({
  number: blockNumber,
  hash: bytes32,
  parentHash: bytes32,
  timestamp: seconds,
});
export type BlockHeader = z.infer<typeof blockHeader>;
