import { z } from 'zod';
import { address, blockNumber, bps, bytes32, count, hexData, seconds, uint } from './codecs';

/**
 * What the chain says, decoded. The names and fields are those of the contracts' ABI, so a log decoded by
 * viem and a log read back from JSON pass the same schema. What an event *means* is in `reduce.ts` alone.
 */

/** Where an event stands: unique by block and log index. */
export const eventAt = z.strictObject({
  block: blockNumber,
  timestamp: seconds,
  logIndex: count,
  tx: bytes32,
});
export type EventAt = z.infer<typeof eventAt>;

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

export const pauses = z.strictObject({ stakes: z.boolean(), locks: z.boolean(), draws: z.boolean() });

/** As emitted: tickers are zero-padded ASCII in hex. `text.ts` turns them into words. */
export const quote = z.strictObject({
  asset: hexData,
  assetAmount: uint,
  fiatAmount: uint,
  currency: hexData,
  ampPrice: uint,
});

/** 0: earned from payments; 1: given on top. */
export const rewardKind = z.literal([0, 1]);

const event = <Name extends string, Args extends z.ZodRawShape>(name: Name, args: Args) =>
  z.strictObject({ name: z.literal(name), at: eventAt, args: z.strictObject(args) });

export const chainEvent = z.discriminatedUnion('name', [
  event('PoolCreated', { pool: bytes32, tag: hexData }),
  event('ParamsSet', { pool: bytes32, params: poolParams }),
  event('PausesSet', { pool: bytes32, pauses, by: address }),
  event('MerchantSet', { merchant: address, registered: z.boolean(), since: seconds }),
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
  event('LockSkipped', { paymentId: bytes32, pool: bytes32, reason: hexData }),
  event('LockReleased', {
    paymentId: bytes32,
    pool: bytes32,
    by: address,
    amount: uint,
    remaining: uint,
    locked: uint,
  }),
  event('LockClaimed', { paymentId: bytes32, pool: bytes32, merchant: address, maturesAt: seconds }),
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
  /** With the payment whose draw it is, which `LockDrawn` names just before it. */
  event('PayoutDeferred', {
    pool: bytes32,
    account: address,
    amount: uint,
    owed: uint,
    total: uint,
    paymentId: bytes32,
  }),
  event('DeferredPaid', { pool: bytes32, account: address, to: address, amount: uint, total: uint }),
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
  event('RoleGranted', { role: bytes32, account: address, sender: address }),
  event('RoleRevoked', { role: bytes32, account: address, sender: address }),
  event('RoleAdminChanged', { role: bytes32, previousAdminRole: bytes32, newAdminRole: bytes32 }),
  event('DefaultAdminTransferScheduled', { newAdmin: address, acceptSchedule: seconds }),
  event('DefaultAdminTransferCanceled', {}),
  event('DefaultAdminDelayChangeScheduled', { newDelay: seconds, effectSchedule: seconds }),
  event('DefaultAdminDelayChangeCanceled', {}),
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
