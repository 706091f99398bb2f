import { z } from 'zod';
import { bytes32, count, seconds, uint } from '../codecs';
import { blockRef } from '../entities';
import { auditAlarm, followerState } from './follower';

/** The balance equation of one pool at the answer's block, in wei. */
export const poolHealth = z.strictObject({
  pool: bytes32,
  tag: z.string(),
  /** amp.balanceOfByPartition(pool, manager), rebuilt from Amp's logs */
  balance: uint,
  /** the same, asked of the chain at that block; null when it could not be */
  chainBalance: uint.nullable(),
  /** what the manager says it keeps there; their sum is `accounted` */
  parts: z.strictObject({
    assets: uint,
    exitReserve: uint,
    rewardReserve: uint,
    unallocated: uint,
    deferred: uint,
    closed: uint.meta({ description: 'all that generations keep which losses have closed' }),
  }),
  accounted: uint,
  holds: z.boolean(),
  overdueLocks: count,
  overdueWei: uint,
  exits: z.array(z.strictObject({ exitAt: seconds, leaving: uint, assets: uint, capacity: uint })),
});
export type PoolHealth = z.infer<typeof poolHealth>;

export const adminAnswer = z.strictObject({
  at: blockRef,
  follower: followerState,
  pools: z.array(poolHealth),
  alarms: z
    .array(auditAlarm)
    .meta({ description: 'open ones first, then those that were resolved, newest first' }),
});
export type AdminAnswer = z.infer<typeof adminAnswer>;
