import { z } from 'zod';
import { address, blockNumber, bytes32, hexData, seconds } from '@/lib/domain/codecs';

/**
 * A person's transactions as they are kept in the browser. This module knows no contract, so that the list is there
 * at once on every page; what an entry means is looked up in the registry when it is followed.
 */
const explanation = z.strictObject({ title: z.string(), cause: z.string(), next: z.string() });

export const activityState = z.discriminatedUnion('status', [
  z.strictObject({ status: z.literal('pending') }),
  z.strictObject({
    status: z.literal('done'),
    block: blockNumber,
    text: z.string(),
    at: seconds.nullable(),
  }),
  z.strictObject({ status: z.literal('failed'), block: blockNumber.nullable(), problem: explanation }),
]);
export type ActivityState = z.output<typeof activityState>;

export const activity = z.strictObject({
  /** the hash it was sent with: stays its name when it is sped up */
  id: bytes32,
  hash: bytes32,
  chainId: z.number().int().positive(),
  account: address,
  kind: z.string(),
  /** JSON of the intent, as `encodeIntent` made it */
  intent: z.json(),
  title: z.string(),
  /** real time in ms */
  sentAt: z.number().int(),
  call: z.strictObject({ to: address, data: hexData }).nullable(),
  nonce: z.number().int().nonnegative().nullable(),
  seenAtBlock: blockNumber.nullable(),
  state: activityState,
});
export type Activity = z.output<typeof activity>;

const MOST_KEPT = 50;

/** Newest first. Nothing that is under way is ever forgotten for what is over. */
export function addActivity(list: readonly Activity[], entry: Activity): Activity[] {
  const all = [entry, ...list.filter((one) => one.id !== entry.id)];
  const over = all.filter((one) => one.state.status !== 'pending').slice(MOST_KEPT);
  return all.filter((one) => !over.includes(one));
}

export type ActivityChange = Partial<Pick<Activity, 'hash' | 'call' | 'nonce' | 'seenAtBlock' | 'state'>>;

/** What is over stays as it is: a second tab that follows the same transaction cannot undo it. */
export const changeActivity = (list: readonly Activity[], id: string, change: ActivityChange): Activity[] =>
  list.map((one) => (one.id === id && one.state.status === 'pending' ? { ...one, ...change } : one));

/** Reads what was stored. Entries that are not understood are dropped, whoever wrote them. */
export function parseActivities(text: string | null): Activity[] {
  if (!text) return [];
  let stored: unknown;
  try {
    stored = JSON.parse(text);
  } catch {
    return [];
  }
  if (!Array.isArray(stored)) return [];
  return stored.flatMap((entry) => {
    const parsed = activity.safeParse(entry);
    return parsed.success ? [parsed.data] : [];
  });
}
