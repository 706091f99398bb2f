import { z } from 'zod';
import { address, bytes32, seconds, uint } from './codecs';
import { event, quote, shared } from './event-shape';

export const walletParams = z.strictObject({
  maxLockDuration: seconds,
  claimDelay: seconds,
  merchantDelay: seconds,
  drawWindow: seconds,
  drawLimit: uint,
});
export type WalletParams = z.infer<typeof walletParams>;

/** A slice's event names its payment; what else is known of that, the payment's own event tells just before it. */
const slice = { paymentId: bytes32, pool: bytes32, holder: address, index: uint };

/** Of `WalletCollateral`. `Wallet` stands in front of the names that `CollateralPool` uses, too. */
export const walletEvents = [
  event('WalletPoolCreated', shared.poolCreated),
  event('WalletParamsSet', { pool: bytes32, params: walletParams }),
  event('WalletPausesSet', shared.pausesSet),
  event('WalletMerchantSet', shared.merchantSet),
  event('HolderEnrolled', { pool: bytes32, holder: address, maxExposure: uint }),
  event('HolderUnenrolled', { pool: bytes32, holder: address }),
  event('HolderRolled', { pool: bytes32, holder: address, epoch: uint, expired: uint, locked: uint }),
  event('WalletCollateralLocked', {
    paymentId: bytes32,
    pool: bytes32,
    merchant: address,
    amount: uint,
    settleBy: seconds,
    expiresAt: seconds,
    claimDelay: seconds,
    refHash: bytes32,
    quote,
  }),
  /** With the end of its lock. */
  event('SliceLocked', { ...slice, expiresAt: seconds, amount: uint, locked: uint }),
  event('WalletLockSkipped', shared.lockSkipped),
  event('WalletLockReleased', {
    paymentId: bytes32,
    pool: bytes32,
    by: address,
    amount: uint,
    remaining: uint,
  }),
  event('SliceReleased', { ...slice, amount: uint, remaining: uint, locked: uint }),
  event('WalletLockClaimed', shared.lockClaimed),
  event('WalletLockDrawn', {
    paymentId: bytes32,
    pool: bytes32,
    merchant: address,
    by: address,
    amount: uint,
    remaining: uint,
  }),
  /** With the merchant that got it, too. */
  event('SliceDrawn', { ...slice, merchant: address, amount: uint, remaining: uint, locked: uint }),
  event('WalletPayoutDeferred', shared.payoutDeferred),
  event('WalletDeferredPaid', shared.deferredPaid),
  event('WalletRoleGranted', shared.roleGranted),
  event('WalletRoleRevoked', shared.roleRevoked),
  event('WalletRoleAdminChanged', shared.roleAdminChanged),
  event('WalletDefaultAdminTransferScheduled', shared.adminTransferScheduled),
  event('WalletDefaultAdminTransferCanceled', {}),
  event('WalletDefaultAdminDelayChangeScheduled', shared.adminDelayChangeScheduled),
  event('WalletDefaultAdminDelayChangeCanceled', {}),
] as const;
