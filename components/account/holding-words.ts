import type { Holding, HoldingKind } from './holdings';

/** What a slice of a balance is called, and what governs it. */
export const holdingTitle = (holding: Holding): string => {
  switch (holding.kind) {
    case 'spendable':
      return 'Spendable';
    case 'staked':
      return `Staked in ${holding.tag}`;
    case 'leaving':
      return `Leaving ${holding.tag}`;
    case 'due':
      return `Ready to claim from ${holding.tag}`;
    case 'in-place':
      return `In place, for ${holding.tag}`;
    case 'pool':
      return `Pool ${holding.tag}`;
    case 'unknown':
      return 'Unknown partition';
  }
};

export const holdingRule = (holding: Holding): string => {
  switch (holding.kind) {
    case 'spendable':
      return 'The account’s alone: it can be sent or staked at any time.';
    case 'staked':
      return 'Guarantees this pool’s payments. It can be asked back at any time; payments that fail lower it.';
    case 'leaving':
      return 'Guarantees nothing new. It bears losses until it is due, and is then the account’s to claim.';
    case 'due':
      return 'Its amount is fixed. It waits to be claimed for as long as need be.';
    case 'in-place':
      return holding.ours
        ? 'Stays in this account as collateral. What no payment is locked on can leave at once.'
        : 'Stays in this account as collateral of another manager, whose own contract decides when it may leave.';
    case 'pool':
      return holding.ours
        ? 'Held here for the people who staked it, by this project’s own collateral manager.'
        : 'Collateral of another manager, whose own contract decides when it may leave.';
    case 'unknown':
      return 'Amp has no rules for a partition of this kind that we know. It cannot be sent as ordinary AMP.';
  }
};

/** Fill of a slice in the bar and of its swatch: spendable is free, staked is what may be locked. */
export const holdingFill: Record<HoldingKind, string> = {
  spendable: 'bg-free',
  due: 'bg-accent',
  staked: 'bg-locked',
  leaving: 'hatched',
  'in-place': 'bg-settling',
  pool: 'bg-locked',
  unknown: 'border border-dashed border-edge bg-held',
};
