import { z } from 'zod';
import { durationWords } from './duration-words';
import { amp, ampExact, type Entry, entry, hex, integer, plain, poolName } from './explanation';
import { shortHex } from './text';

/** Seconds from `from` to `to`, in words. */
const between = (from: bigint, to: bigint): string => durationWords(Number(to - from));

const lockStatusWords = ['unknown', 'open', 'claimed', 'released', 'drawn', 'expired'] as const;

/** Every error that `ICollateralPool.sol` declares, by name; a test holds the list against the ABI. */
export const poolErrors: Record<string, Entry> = {
  // ---- where and what
  InvalidConfiguration: entry(z.tuple([integer, hex]), ([epochLength, address]) => ({
    title: 'This collateral manager cannot be deployed',
    cause: `Its epochs would last ${epochLength} s and its AMP token would be ${address}.`,
    next: 'Deploy with an epoch of a second or more and the address of Amp.',
  })),
  RegistrationFailed: entry(z.tuple([hex]), ([manager]) => ({
    title: 'Amp did not register this collateral manager',
    cause: `${manager} was not found in the registries after it had signed up.`,
    next: 'Check that the ERC-1820 registry and Amp are on this chain, then deploy again.',
  })),
  InvalidParams: plain({
    title: 'These pool parameters are not possible',
    cause: 'A limit lies outside of what the contract allows, or two of them contradict each other.',
    next: 'Check utilisation (1 to 10,000 basis points), the times and the minimum stake.',
  }),
  InvalidTag: entry(z.tuple([hex]), ([tag]) => ({
    title: 'This name cannot be a pool’s',
    cause: `${tag} is not 1 to 8 printable characters.`,
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
    cause: 'The pool’s guardian has paused new stakes. Exits and claims go on as always.',
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

  // ---- moving AMP in and out
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
  BelowMinStake: entry(z.tuple([integer, integer]), ([value, minStake]) => ({
    title: 'This is less than the pool takes',
    cause: `The smallest stake here is ${ampExact(minStake)}; this would be ${ampExact(value)}.`,
    next: `Enter ${ampExact(minStake)} or more.`,
  })),
  BelowMinShares: entry(z.tuple([integer, integer]), ([shares, minShares]) => ({
    title: 'Too little would be left in the pool',
    cause: `An account holds no shares or at least ${minShares}; this would leave ${shares}.`,
    next: 'Use a larger amount, or take all of it out.',
  })),
  PoolExhausted: entry(z.tuple([hex, integer, integer]), ([pool, assets]) => ({
    title: `${poolName(pool)} takes no new stakes`,
    cause: `Losses have left ${ampExact(assets)} in it, too little for a fair price of a new share.`,
    next: 'Choose another pool. What is left can still be taken out.',
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

  // ---- exits
  InsufficientShares: entry(z.tuple([integer, integer]), ([requested, held]) => ({
    title: 'That is more than you have in this pool',
    cause: `You asked for ${requested} shares and hold ${held}. A request you made earlier may have taken some.`,
    next: 'Ask for less, or choose “All”.',
  })),
  NoTicket: entry(z.tuple([hex, hex, integer]), ([pool]) => ({
    title: 'There is no such exit',
    cause: `Nothing of yours waits in ${poolName(pool)} at that time: it was claimed or cancelled already.`,
    next: 'Look at your exits again: the list shows what is still waiting.',
  })),
  ExitNotDue: entry(z.tuple([integer, integer, integer]), ([, dueAt, nowAt]) => ({
    title: 'This exit is not due yet',
    cause: `It can be claimed in ${between(nowAt, dueAt)}, by the chain’s clock.`,
    next: 'Claim it then. Nothing is lost by waiting longer.',
  })),
  ExitAlreadyDue: plain({
    title: 'This exit can no longer be cancelled',
    cause: 'It has become due, and its amount is fixed.',
    next: 'Claim it. You can stake again at once.',
  }),

  // ---- locks
  BatchTooLong: entry(z.tuple([integer, integer]), ([items, most]) => ({
    title: 'Too many at once',
    cause: `${items} were sent in one transaction, and ${most} is the most.`,
    next: 'Send them in smaller groups.',
  })),
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
  CapacityExceeded: entry(z.tuple([hex, integer, integer, integer]), ([pool, amount, locked, capacity]) => ({
    title: `${poolName(pool)} is full`,
    cause: `${amp(amount)} on top of ${amp(locked)} is more than the ${amp(capacity)} that may be locked.`,
    next: 'Lock less, use another pool, or wait until payments settle.',
  })),
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
  ClaimMatured: entry(z.tuple([hex, integer]), ([paymentId]) => ({
    title: 'This claim has matured',
    cause: `The operator can no longer release payment ${shortHex(paymentId)}: its merchant is owed it.`,
    next: 'Draw it for the merchant, or let the merchant release it.',
  })),
};
