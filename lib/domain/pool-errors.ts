import { z } from 'zod';
import { amp, ampExact, between, type Entry, entry, hex, integer, sharesExact, utc } from './explanation';
import { poolName } from './pool-name';
import { shortHex } from './text';

/** Every error that `ICollateralPool.sol` declares, by name; a test holds the list against the ABI. */
export const poolErrors: Record<string, Entry> = {
  // ---- stakes
  BelowMinStake: entry(z.tuple([integer, integer]), ([value, minStake]) => ({
    title: 'This is less than the pool takes',
    cause: `The smallest stake here is ${ampExact(minStake)}; this would be ${ampExact(value)}.`,
    next: `Enter ${ampExact(minStake)} or more.`,
  })),
  BelowMinShares: entry(z.tuple([integer, integer]), ([shares, minShares]) => ({
    title: 'Too little would be left in the pool',
    cause: `An account holds no shares or at least ${sharesExact(minShares)}; this would leave ${sharesExact(shares)}.`,
    next: 'Use a larger amount, or take all of it out.',
  })),
  PoolExhausted: entry(z.tuple([hex, integer, integer]), ([pool, assets, shares]) => ({
    title: `${poolName(pool)} takes no new stakes`,
    cause: `Losses have left ${ampExact(assets)} for ${sharesExact(shares)} shares: this stake would get more of them than a pool can count.`,
    next: 'Choose another pool. What is left can still be taken out.',
  })),
  PoolClosed: entry(z.tuple([hex]), ([pool]) => ({
    title: 'This generation of the pool is over',
    cause: `Losses took nearly all that ${poolName(pool)} had. It takes no stakes and no locks, for good.`,
    next: 'Use the pool itself, which has started anew. What is left here can still be taken out.',
  })),

  // ---- exits
  InsufficientShares: entry(z.tuple([integer, integer]), ([requested, held]) => ({
    title: 'That is more than you have in this pool',
    cause: `You asked for ${sharesExact(requested)} shares and hold ${sharesExact(held)}. A request you made earlier may have taken some.`,
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
  ExitAlreadyDue: entry(z.tuple([integer, integer]), ([, dueAt]) => ({
    title: 'This exit can no longer be cancelled',
    cause: `It is due since ${utc(dueAt)}, and its amount is fixed.`,
    next: 'Claim it. You can stake again at once.',
  })),

  // ---- rewards
  NotRewarder: entry(z.tuple([hex]), ([from]) => ({
    title: 'This account may not send rewards',
    cause: `${shortHex(from)} does not hold the rewarder’s role, so its AMP would be nobody’s.`,
    next: 'Stake the AMP instead, or send the reward from a rewarder’s account.',
  })),
  RewardTooLarge: entry(z.tuple([integer, integer]), ([value, most]) => ({
    title: 'This reward is larger than the pool can count',
    cause: `It is ${amp(value)}, and ${amp(most)} is the most that can be added now.`,
    next: 'Send less.',
  })),
  NoRewards: entry(z.tuple([hex]), ([account]) => ({
    title: 'There are no rewards to claim',
    cause: `${shortHex(account)} has earned nothing there since its last claim.`,
    next: 'Come back later: rewards come in as payments are guaranteed, and are handed out over time.',
  })),

  // ---- locks
  CapacityExceeded: entry(z.tuple([hex, integer, integer, integer]), ([pool, amount, locked, capacity]) => ({
    title: `${poolName(pool)} is full`,
    cause: `${amp(amount)} on top of ${amp(locked)} is more than the ${amp(capacity)} that may be locked.`,
    next: 'Lock less, use another pool, or wait until payments settle.',
  })),
};
