/** What may be set anew while a pool is in use. */
export type PoolTerms = {
  utilisation: bigint; // basis points of the capacity that may be locked
  cooldown: bigint; // seconds
  rewardEpochs: bigint; // over which a reward flows
};

/** What a pool begins with. */
export type PoolParameters = PoolTerms & {
  epochLength: bigint; // seconds
  maxLockDuration: bigint; // seconds
  claimDelay: bigint; // seconds
  minStake: bigint; // wei
  drawWindow: bigint; // seconds, counted from 1970
  drawLimit: bigint; // wei in a window
};

/** How a pool says no; each is a custom error of the contract. */
export const REFUSALS = [
  'BelowMinStake',
  'BelowMinShares',
  'PoolExhausted',
  'PoolClosed',
  'ZeroAmount',
  'InsufficientShares',
  'NoTicket',
  'ExitAlreadyDue',
  'ExitNotDue',
  'CapacityExceeded',
  'PaymentIdUsed',
  'LockNotOpen',
  'AmountExceedsLock',
  'DrawLimitExceeded',
  'RewardTooLarge',
  'NoRewards',
] as const;
export type Refusal = (typeof REFUSALS)[number];

export class Refused extends Error {
  constructor(readonly refusal: Refusal) {
    super(refusal);
  }
}

export function refuse(refusal: Refusal): never {
  throw new Refused(refusal);
}

export function refuseIf(condition: boolean, refusal: Refusal): void {
  if (condition) refuse(refusal);
}
