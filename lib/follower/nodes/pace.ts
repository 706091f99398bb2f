import type { Pauses } from './standing';

/** How patient we are with nodes; in milliseconds. */
export type Pace = {
  /** between two looks at a node that is not read from */
  probeMs: number;
  /** a node that lacks a block which another had so long ago is behind */
  behindMs: number;
  /** how long an answer may take before another node is asked, eight times the node's own average within these */
  patienceMs: { least: number; most: number };
  /** between two comparisons */
  compareMs: number;
  /** nodes that call different blocks by one number for so long are no longer of two minds, but disagree */
  forkMs: number;
  pauses: Pauses;
};

const REMOTE: Pace = {
  probeMs: 4_000,
  behindMs: 6_000,
  patienceMs: { least: 500, most: 3_000 },
  compareMs: 10_000,
  forkMs: 60_000,
  pauses: {
    behind: { first: 0, most: 0 },
    silent: { first: 1_000, most: 30_000 },
    limited: { first: 10_000, most: 120_000 },
    lying: { first: 60_000, most: 3_600_000 },
    'wrong-chain': { first: 30_000, most: 30_000 },
  },
};

/** A local chain makes a block whenever it likes, and its node is asked for nothing but by us. */
const LOCAL: Pace = {
  probeMs: 500,
  behindMs: 1_000,
  patienceMs: { least: 500, most: 3_000 },
  compareMs: 500,
  forkMs: 5_000,
  pauses: {
    ...REMOTE.pauses,
    limited: { first: 1_000, most: 10_000 },
    lying: { first: 5_000, most: 60_000 },
    'wrong-chain': { first: 3_000, most: 3_000 },
  },
};

export const paceOf = (local: boolean): Pace => (local ? LOCAL : REMOTE);
