import { z } from 'zod';
import { address, blockNumber, bytes32, hexData, seconds } from '@/lib/domain/codecs';

/** An entry in the list of a person's transactions, as it is kept in the browser. */
const explanation = z.strictObject({ title: z.string(), cause: z.string(), next: z.string() });

/** The block it went into. `final` once no reorg can take it back. */
const mined = z.strictObject({ block: blockNumber, blockHash: bytes32, final: z.boolean() });
export type Mined = z.output<typeof mined>;

export const activityState = z.discriminatedUnion('status', [
  /** `takenBack`: it was mined before, and the chain has taken that block back */
  z.strictObject({ status: z.literal('pending'), takenBack: z.boolean() }),
  z.strictObject({ status: z.literal('done'), mined, text: z.string(), at: seconds.nullable() }),
  z.strictObject({ status: z.literal('failed'), mined: mined.nullable(), problem: explanation }),
]);
export type ActivityState = z.output<typeof activityState>;

export const activity = z.strictObject({
  /** what the wallet answered when it was sent: stays its name when it is sped up, or when the hash comes later */
  id: z.string().min(1).max(16_400),
  /** `batch`: the wallet was given several calls at once, and its own id for them stands for the hash until there is one */
  via: z.enum(['transaction', 'batch']),
  hash: bytes32.nullable(),
  chainId: z.number().int().positive(),
  account: address,
  kind: z.string(),
  /** JSON of the intent, as `encodeIntent` made it */
  intent: z.json(),
  title: z.string(),
  /** which transaction of the action's this is; `of` counts all of them, also those that were done before */
  step: z.strictObject({
    key: z.string(),
    title: z.string(),
    index: z.number().int().nonnegative(),
    of: z.number().int().positive(),
  }),
  /** real time in ms */
  sentAt: z.number().int(),
  /** the chain's latest block when it was sent: it is in none before */
  sentAtBlock: blockNumber,
  call: z.strictObject({ to: address, data: hexData }).nullable(),
  nonce: z.number().int().nonnegative().nullable(),
  seenAtBlock: blockNumber.nullable(),
  state: activityState,
});
export type Activity = z.output<typeof activity>;

/**
 * A question that a wallet has not answered. Kept, since a page that goes away meanwhile does not hear of the answer, and
 * what was sent would be in no list. `nonce` is how many transactions the account had sent by then: that of the answer is
 * not lower.
 */
export const asked = activity
  .pick({ chainId: true, account: true, kind: true, intent: true, title: true, step: true, call: true })
  .extend({
    id: z.string().min(1),
    sentAt: activity.shape.sentAt,
    sentAtBlock: activity.shape.sentAtBlock,
    nonce: activity.shape.nonce,
    /** whether the person has heard that it may still be open */
    told: z.boolean(),
  });
export type Asked = z.output<typeof asked>;

/** Reads what was stored. Entries that are not understood are dropped, whoever wrote them. */
function parseList<Entry extends z.ZodType>(entry: Entry, text: string | null): z.output<Entry>[] {
  if (!text) return [];
  let stored: unknown;
  try {
    stored = JSON.parse(text);
  } catch {
    return [];
  }
  if (!Array.isArray(stored)) return [];
  return stored.flatMap((one) => {
    const parsed = entry.safeParse(one);
    return parsed.success ? [parsed.data] : [];
  });
}

export const parseActivities = (text: string | null): Activity[] => parseList(activity, text);
export const parseAsked = (text: string | null): Asked[] => parseList(asked, text);

/** As it goes into storage. */
export const writeActivities = (list: readonly Activity[]): string =>
  JSON.stringify(list.map((one) => z.encode(activity, one)));
export const writeAsked = (list: readonly Asked[]): string =>
  JSON.stringify(list.map((one) => z.encode(asked, one)));
