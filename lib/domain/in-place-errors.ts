import { z } from 'zod';
import { amp, ampExact, type Entry, entry, hex, integer } from './explanation';
import { poolName } from './pool-name';
import { shortHex } from './text';

/** Every error that only `IWalletCollateral.sol` declares, by name; a test holds the list against the ABI. */
export const inPlaceErrors: Record<string, Entry> = {
  InvalidSlices: entry(z.tuple([integer, integer]), ([slices, most]) => ({
    title: 'This lock cannot be cut like that',
    cause: `It names ${slices} slices: a lock takes 1 to ${most}, and none of them empty.`,
    next: 'Use fewer wallets for the payment, or make two locks of it.',
  })),
  NotEnrolled: entry(z.tuple([hex, hex]), ([pool, holder]) => ({
    title: 'This wallet backs no payments of the pool',
    cause: `${shortHex(holder)} is not enrolled in ${poolName(pool)}.`,
    next: 'Enrol it first, or choose a wallet that is enrolled.',
  })),
  NotInterfaceManager: entry(z.tuple([hex, hex]), ([holder, manager]) => ({
    title: 'The wallet has not handed over its hooks yet',
    cause: `Its ERC-1820 manager is ${shortHex(manager)}: with it, ${shortHex(holder)} could veto a payout to a merchant.`,
    next: 'Make this collateral manager the wallet’s ERC-1820 manager, then enrol.',
  })),
  HolderHasSenderHook: entry(z.tuple([hex, hex]), ([holder, hook]) => ({
    title: 'The wallet has a hook that could refuse a payout',
    cause: `${shortHex(holder)} has registered ${shortHex(hook)} to be asked before its AMP moves.`,
    next: 'Take the hook off in the ERC-1820 registry, then enrol.',
  })),
  ExposureExceeded: entry(
    z.tuple([hex, hex, integer, integer, integer]),
    ([pool, holder, amount, locked, exposure]) => ({
      title: `A wallet in ${poolName(pool)} cannot back that much`,
      cause: `${amp(amount)} on top of ${amp(locked)} is more than the ${amp(exposure)} that ${shortHex(holder)} allows and has there.`,
      next: 'Lock less of it, add another wallet, or wait until payments settle.',
    }),
  ),
  ExposureBelowLocked: entry(z.tuple([integer, integer]), ([maxExposure, locked]) => ({
    title: 'Payments already count on more than that',
    cause: `The limit would be ${ampExact(maxExposure)}, and ${ampExact(locked)} is locked right now.`,
    next: `Set it to ${ampExact(locked)} or more, or wait until payments settle.`,
  })),
  StillLocked: entry(z.tuple([hex, hex, integer]), ([pool, , locked]) => ({
    title: 'Payments still count on this wallet',
    cause: `${amp(locked)} of it is locked in ${poolName(pool)}.`,
    next: 'Lower the limit so that nothing new is locked, and leave once the open payments are over.',
  })),
  NotMovable: entry(z.tuple([hex, hex, integer, integer]), ([pool, , value, movable]) => ({
    title: 'That much of it is not free',
    cause: `You asked for ${ampExact(value)} out of ${poolName(pool)}, and ${ampExact(movable)} is not locked for a payment.`,
    next: `Take out ${ampExact(movable)} or less; the rest is free once its payments are over.`,
  })),
};
