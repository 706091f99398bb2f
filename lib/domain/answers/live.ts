import { z } from 'zod';
import { blockHeader, chainEvent } from '../events';
import { agreement } from './follower';
import { locksAnswer } from './payments';
import { poolsAnswer } from './pools';

/**
 * The live stream. `snapshot` opens it, and replaces deltas that are gone; `delta` is one block, also an empty
 * one, since a block is what says how fresh the page is; `rollback` takes back every block above `ancestor`.
 * `agreement` is of the nodes and not of the chain: it has no place among the blocks, and no id.
 */
export const liveSnapshot = z.strictObject({
  type: z.literal('snapshot'),
  pools: poolsAnswer,
  locks: locksAnswer,
});
export const liveDelta = z.strictObject({
  type: z.literal('delta'),
  block: blockHeader,
  events: z.array(chainEvent),
});
export const liveRollback = z.strictObject({ type: z.literal('rollback'), ancestor: blockHeader });
export const liveAgreement = z.strictObject({ type: z.literal('agreement'), agreement });
export const liveMessage = z.discriminatedUnion('type', [
  liveSnapshot,
  liveDelta,
  liveRollback,
  liveAgreement,
]);
export type LiveMessage = z.infer<typeof liveMessage>;
export type LiveAgreement = z.infer<typeof liveAgreement>;
export type LiveDelta = z.infer<typeof liveDelta>;
