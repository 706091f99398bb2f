import { z } from 'zod';
import { blockNumber, bytes32, count, seconds } from '../codecs';
import { blockRef } from '../entities';

/**
 * How one of the chain's nodes stands. Its address may hold a key: it is called by its place in the settings.
 * `behind` lags behind the others, `silent` does not answer, `limited` wants to be asked less, `wrong-chain` is on
 * another chain, `lying` said what cannot be or what most others deny. `unknown` was not asked yet.
 */
export const nodeStatuses = [
  'unknown',
  'good',
  'behind',
  'silent',
  'limited',
  'wrong-chain',
  'lying',
] as const;
export const nodeState = z.strictObject({
  name: z.string().meta({ description: '“node 1”: the first address in the settings' }),
  /** whether the follower reads from it now */
  inUse: z.boolean(),
  head: count.nullable(),
  lagBlocks: count.nullable().meta({ description: 'behind the newest head of all nodes that are trusted' }),
  latencyMs: z.number().nonnegative().nullable().meta({ description: 'moving average' }),
  status: z.enum(nodeStatuses),
  reason: z.string().nullable(),
});
export type NodeState = z.infer<typeof nodeState>;

/** What nodes said differently about the very same block. */
export const nodeDifference = z.strictObject({
  what: z.string(),
  unit: z.enum(['wei', 'number', 'text']),
  answers: z.array(z.strictObject({ node: z.string(), said: z.string() })),
});
export type NodeDifference = z.infer<typeof nodeDifference>;

/**
 * Whether the chain's nodes say the same about the same block. `single`: there is one node, nothing is compared;
 * `unknown`: fewer than two could be compared lately. `disagree` holds until those who disagreed agree again.
 */
export const agreement = z.strictObject({
  state: z.enum(['single', 'unknown', 'agree', 'disagree']),
  /** the block that was compared last; while nodes disagree, the one whose differences are told */
  block: z.strictObject({ number: count, hash: bytes32 }).nullable(),
  since: seconds.meta({ description: 'real time at which this state began' }),
  differences: z.array(nodeDifference).max(50),
});
export type Agreement = z.infer<typeof agreement>;

/** What one side of a comparison says, by name; numbers as decimal text. */
export const auditFacts = z.record(z.string(), z.string());
export type AuditFacts = z.infer<typeof auditFacts>;

/** Whether what is stored was found to be what the chain says. */
export const auditState = z.strictObject({
  provedTo: blockNumber.nullable().meta({
    description: 'up to here, each block was proved by its hash to hold the events that are stored of it',
  }),
  soundAt: blockNumber.nullable().meta({
    description:
      'newest block at which the totals, a sample of all else and the protocol’s rules were found right',
  }),
  openAlarms: count.meta({ description: 'what was found wrong and has not been found right since' }),
  alarms: z.array(z.string()).max(20).meta({
    description:
      'of which things: an entity (`lock/…`), a rule of the protocol (`rule/…`) or a block (`block/…`)',
  }),
  repairs: count.meta({ description: 'since the start, how often blocks were read again for that' }),
});
export type AuditState = z.infer<typeof auditState>;

/** Something that was not as it must be, with both sides of it. */
export const auditAlarm = z.strictObject({
  subject: z.string(),
  block: blockNumber,
  expected: auditFacts,
  found: auditFacts,
  raisedAt: seconds,
  rolledBackTo: blockNumber.nullable(),
  resolvedBlock: blockNumber.nullable(),
});
export type AuditAlarm = z.infer<typeof auditAlarm>;

export const followerState = z.strictObject({
  status: z.enum(['starting', 'backfilling', 'live', 'stalled']),
  head: blockRef.nullable(),
  chainHead: count.nullable().meta({ description: 'as the node says; null when it does not answer' }),
  lagBlocks: count.nullable(),
  /** real seconds since a block was taken in */
  sinceBlock: z.number().nonnegative().nullable(),
  reorgs: count,
  deepestReorg: count,
  lastError: z.string().nullable(),
  startedAt: seconds,
  leads: z.boolean().meta({ description: 'of several instances, this one follows the chain for all' }),
  nodes: z.array(nodeState),
  agreement,

  audit: auditState,
});
export type FollowerState = z.infer<typeof followerState>;

export const readyAnswer = z.strictObject({ ready: z.boolean(), follower: followerState });
