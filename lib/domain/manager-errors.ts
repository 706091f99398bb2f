import { z } from 'zod';
import { durationWords } from './duration-words';
import { amp, ampExact, between, type Entry, entry, hex, integer, plain, utc } from './explanation';
import { poolName } from './pool-name';
import { shortHex } from './text';

const lockStatusWords = ['unknown', 'open', 'claimed', 'released', 'drawn', 'expired'] as const;

/** Every error that both managers share, `ICollateralManager.sol`, by name; a test holds the list against the ABIs. */
export const managerErrors: Record<string, Entry> = {
  // ---- where and what
  InvalidConfiguration: entry(z.tuple([integer, hex]), ([epochLength, address]) => ({
    title: 'This collateral manager cannot be deployed',
    cause: `Its epochs would last ${epochLength} s and its AMP token would be ${address}.`,
    next: 'Deploy with the address of Amp and an epoch of 10 seconds to 30 days.',
  })),
  RegistrationFailed: entry(z.tuple([hex]), ([manager]) => ({
    title: 'Amp did not register this collateral manager',
    cause: `${manager} was not found in the registries after it had signed up.`,
    next: 'Check that the ERC-1820 registry and Amp are on this chain, then deploy again.',
  })),
  InvalidTag: entry(z.tuple([hex]), ([tag]) => ({
    title: 'This name cannot be a pool’s',
    cause: `${tag} is not 1 to 8 capital letters and digits, padded with zeros.`,
    next: 'Choose another name.',
  })),
  PoolExists: entry(z.tuple([hex]), ([pool]) => ({
    title: `The pool ${poolName(pool)} exists already`,
    cause: 'A pool’s name can be used once.',
    next: 'Choose another name.',
  })),
  UnknownPool: entry(z.tuple([hex]), ([pool]) => ({
    title: 'There is no such pool',
    cause: `${poolName(pool)} is not a pool of this collateral manager.`,
    next: 'Choose a pool from the list.',
  })),

  // ---- pauses
  StakesPaused: entry(z.tuple([hex]), ([pool]) => ({
    title: `${poolName(pool)} takes no stakes at the moment`,
    cause: 'The guardian has paused new collateral. Leaving, exits and claims go on as always.',
    next: 'Choose another pool, or come back when the pause is over.',
  })),
  LocksPaused: entry(z.tuple([hex]), ([pool]) => ({
    title: `${poolName(pool)} guarantees no new payments at the moment`,
    cause: 'The pool’s guardian has paused new locks. Locks that are open stay good.',
    next: 'Lock in another pool, or wait until the pause is over.',
  })),
  DrawsPaused: entry(z.tuple([hex]), ([pool]) => ({
    title: `The operator cannot draw from ${poolName(pool)} at the moment`,
    cause: 'The pool’s guardian has paused the operator’s draws. Matured claims are still paid.',
    next: 'The merchant can claim the payment and have it paid once the claim has matured.',
  })),

  // ---- moving AMP
  NotAmp: entry(z.tuple([hex]), ([caller]) => ({
    title: 'Only Amp may call this',
    cause: `The call came from ${caller}, not from the AMP token.`,
    next: 'Send AMP into the pool with a transfer instead.',
  })),
  UnexpectedTransfer: entry(z.tuple([hex, hex, integer]), ([, to, value]) => ({
    title: 'The pool does not let these tokens go',
    cause: `Nothing in the pool asked for ${amp(value)} to be sent to ${shortHex(to)}.`,
    next: 'To take your AMP out, request an exit and claim it when it is due.',
  })),
  UnexpectedInflow: entry(z.tuple([hex, hex, integer]), ([partition, from, value]) => ({
    title: 'The pool does not take this transfer',
    cause: `${amp(value)} from ${shortHex(from)} was sent to ${poolName(partition)}, where it would be nobody’s stake.`,
    next: 'Stake from your spendable AMP into one of the pools listed here.',
  })),
  ZeroAmount: plain({
    title: 'There is nothing to do with an amount of 0',
    cause: 'The amount is 0.',
    next: 'Enter more than 0.',
  }),
  ZeroAddress: plain({
    title: 'The recipient is missing',
    cause: 'AMP sent to the zero address would be lost, so the pool refuses.',
    next: 'Give the address that is to be paid.',
  }),
  BatchTooLong: entry(z.tuple([integer, integer]), ([items, most]) => ({
    title: 'Too many at once',
    cause: `${items} were sent in one transaction, and ${most} is the most.`,
    next: 'Send them in smaller groups.',
  })),

  // ---- locks
  PaymentIdUsed: entry(z.tuple([hex]), ([paymentId]) => ({
    title: 'This payment id was used before',
    cause: `${shortHex(paymentId)} has been locked once, and an id is good for one payment, ever.`,
    next: 'Choose a new payment id.',
  })),
  MerchantNotRegistered: entry(z.tuple([hex]), ([merchant]) => ({
    title: 'This merchant is not registered',
    cause: `Payments to ${merchant} cannot be guaranteed yet.`,
    next: 'Have the registrar add the merchant first.',
  })),
  InvalidMerchant: entry(z.tuple([hex]), ([merchant]) => ({
    title: 'This address cannot be a merchant',
    cause: `${merchant} is zero, the pool itself, or Amp: AMP paid to it would be lost.`,
    next: 'Give the address where the merchant wants to be paid.',
  })),
  InvalidTimes: entry(
    z.tuple([integer, integer, integer, integer, integer]),
    ([settleBy, expiresAt, claimDelay, latestExpiry, nowAt]) => ({
      title: 'The times of this lock do not fit',
      cause: `It would settle within ${between(nowAt, settleBy)} and end within ${between(nowAt, expiresAt)}.`,
      next: `Settle in the future, end over ${durationWords(Number(claimDelay))} after that, and within ${between(nowAt, latestExpiry)}.`,
    }),
  ),
  LockNotOpen: entry(z.tuple([hex, integer]), ([paymentId, status]) => ({
    title: 'This lock is not open',
    cause: `The lock of payment ${shortHex(paymentId)} is ${lockStatusWords[Number(status)] ?? 'closed'}.`,
    next: 'Look at the payment’s page for what happened to it.',
  })),
  NotOperatorNorMerchant: entry(z.tuple([hex, hex]), ([caller, merchant]) => ({
    title: 'This account may not release the lock',
    cause: `Only the operator or the merchant ${shortHex(merchant)} may; you are ${shortHex(caller)}.`,
    next: 'Switch to the merchant’s account in your wallet.',
  })),
  NotMerchant: entry(z.tuple([hex, hex]), ([caller, merchant]) => ({
    title: 'Only the merchant may claim this payment',
    cause: `The merchant is ${shortHex(merchant)}; you are ${shortHex(caller)}.`,
    next: 'Switch to the merchant’s account in your wallet.',
  })),
  AmountExceedsLock: entry(z.tuple([integer, integer]), ([amount, remaining]) => ({
    title: 'That is more than the lock holds',
    cause: `You asked for ${ampExact(amount)}, and ${ampExact(remaining)} remains.`,
    next: `Enter ${ampExact(remaining)} or less.`,
  })),
  ClaimTooEarly: entry(z.tuple([integer, integer]), ([from, nowAt]) => ({
    title: 'It is too early to claim this payment',
    cause: `It still has ${between(nowAt, from)} to settle, by the chain’s clock.`,
    next: 'Claim it then if it has not been released.',
  })),
  ClaimTooLate: entry(z.tuple([integer, integer]), ([until, nowAt]) => ({
    title: 'It is too late to claim this payment',
    cause: `The last moment for a claim to mature before the lock ends was ${between(until, nowAt)} ago.`,
    next: 'Turn to the payment’s operator, who can still draw until the lock ends.',
  })),
  ClaimNotMatured: entry(z.tuple([hex, integer, integer]), ([, maturesAt, nowAt]) => ({
    title: 'This claim has not matured yet',
    cause: `Anyone can have it paid in ${between(nowAt, maturesAt)}; until then only the operator can.`,
    next: 'Come back then.',
  })),
  ClaimMatured: entry(z.tuple([hex, integer]), ([paymentId, maturesAt]) => ({
    title: 'This claim has matured',
    cause: `The operator can no longer release payment ${shortHex(paymentId)}: since ${utc(maturesAt)} its merchant is owed it.`,
    next: 'Draw it for the merchant, or let the merchant release it.',
  })),

  // ---- limits and payouts
  MerchantTooNew: entry(z.tuple([hex, integer, integer]), ([merchant, usableFrom, nowAt]) => ({
    title: 'This merchant was registered too recently',
    cause: `Payments to ${shortHex(merchant)} can be guaranteed in ${between(nowAt, usableFrom)}: the wait keeps a thief from registering itself and being paid at once.`,
    next: 'Lock the payment then, or in a pool with a shorter wait.',
  })),
  DrawLimitExceeded: entry(
    z.tuple([hex, integer, integer, integer, integer]),
    ([pool, amount, drawn, limit, windowEnds]) => ({
      title: `The operator has reached the draw limit of ${poolName(pool)}`,
      cause: `${amp(amount)} on top of the ${amp(drawn)} drawn already is more than the ${amp(limit)} that may be drawn in this time window.`,
      next: `Draw less, or after ${utc(windowEnds)}. A merchant’s matured claim is paid without a limit.`,
    }),
  ),
  NotEnoughGas: entry(z.tuple([integer, integer]), ([left, needed]) => ({
    title: 'The transaction has too little gas for the payout',
    cause: `${left} gas was left, and a payout takes ${needed}: with less, a merchant that could be paid might look like one that refuses.`,
    next: 'Send it again with a higher gas limit.',
  })),
  NothingDeferred: entry(z.tuple([hex, hex]), ([pool, account]) => ({
    title: 'There is nothing to collect',
    cause: `${poolName(pool)} keeps no payout for ${shortHex(account)}: none was refused, or it was collected already.`,
    next: 'Look at the merchant’s page: it says whether anything waits.',
  })),
};
