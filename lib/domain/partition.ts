import type { Hex } from './codecs';
import { asciiFromHex, asciiToHex } from './text';

/**
 * Amp's partition ids: `prefix (4 bytes) | sub-partition (8) | owner address (20)`.
 */
export const DEFAULT_PARTITION: Hex = `0x${'0'.repeat(64)}`;
export const POOL_PREFIX = 'cccccccc';
export const IN_PLACE_PREFIX = 'aaaaaaaa';

export type Partition =
  | { kind: 'default'; id: Hex }
  | { kind: 'pool' | 'in-place'; id: Hex; tag: string; owner: Hex }
  | { kind: 'unknown'; id: Hex; prefix: Hex; owner: Hex };

/** What a partition id says about itself. Never fails on 32 bytes: an unregistered prefix is `unknown`. */
export function decodePartition(id: Hex): Partition {
  const lower = id.toLowerCase() as Hex; // lower-casing hex keeps it hex
  if (lower === DEFAULT_PARTITION) return { kind: 'default', id: lower };
  const prefix = lower.slice(2, 10);
  const owner: Hex = `0x${lower.slice(26)}`;
  const tag = asciiFromHex(`0x${lower.slice(10, 26)}`);
  if (prefix === POOL_PREFIX) return { kind: 'pool', id: lower, tag, owner };
  if (prefix === IN_PLACE_PREFIX) return { kind: 'in-place', id: lower, tag, owner };
  return { kind: 'unknown', id: lower, prefix: `0x${prefix}`, owner };
}

/** The id of an app pool: `CCCCCCCC | tag | manager`. Throws RangeError on a tag of over 8 ASCII bytes. */
export const poolId = (tag: string, manager: Hex): Hex =>
  `0x${POOL_PREFIX}${asciiToHex(tag, 8).slice(2)}${manager.slice(2).toLowerCase()}`;

/** The id of a pool in place: `AAAAAAAA | tag | manager`. Throws RangeError on a tag of over 8 ASCII bytes. */
export const walletPoolId = (tag: string, manager: Hex): Hex =>
  `0x${IN_PLACE_PREFIX}${poolId(tag, manager).slice(10)}`;

/** Which of the two managers: `CollateralPool`, or `WalletCollateral` for collateral that never leaves its wallet. */
export const managerKinds = ['pool', 'in-place'] as const;
export type ManagerKind = (typeof managerKinds)[number];

/** Whose a pool is, by its id; closed generations are of app pools alone. */
export const managerKindOf = (pool: Hex): ManagerKind =>
  pool.slice(2, 10) === IN_PLACE_PREFIX ? 'in-place' : 'pool';

/** The tag in a pool's id, of either manager and any generation. */
export const tagOf = (pool: Hex): string => asciiFromHex(`0x${pool.slice(10, 26)}`);

/** The manager of a pool: the last 20 bytes of its id. */
export const managerOf = (pool: Hex): Hex => `0x${pool.slice(26)}`;

/**
 * The pool that an id speaks of, whichever of its generations that is: its own id, and of an app pool the partition
 * of its tokens. When losses close a generation, the contract knows it from then on by its number in place of the
 * prefix. Pools in place have no generations.
 */
export const poolOf = (id: Hex): Hex => (managerKindOf(id) === 'in-place' ? id : custodyOf(id));

/** The partition in which a pool's manager itself keeps tokens: of an app pool all, of one in place what it owes. */
export const custodyOf = (pool: Hex): Hex => `0x${POOL_PREFIX}${pool.slice(10)}`;

/** Number of the closed generation that an app pool's id names; null for its own id. */
export const closedGeneration = (id: Hex): number | null =>
  id.slice(2, 10) === POOL_PREFIX ? null : Number.parseInt(id.slice(2, 10), 16);

/** The id of a generation that is closed: `00000001 | tag | manager` for the first. */
export const generationId = (pool: Hex, generation: number): Hex =>
  `0x${generation.toString(16).padStart(8, '0')}${pool.slice(10)}`;
