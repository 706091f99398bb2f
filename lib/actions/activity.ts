import { z } from 'zod';
import { address, blockNumber, bytes32, hexData, seconds } from '@/lib/domain/codecs';

/**
 * A person's transactions as they are kept in the browser. This module knows no contract, so that the list is there
 * at once on every page; what an entry means is looked up in the registry when it is followed.
 */
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

/** Where an entry was mined; null while it is under way, and for what never was. */
export const minedIn = ({ state }: Activity): Mined | null =>
  state.status === 'pending' ? null : state.mined;

/**
 * What became of the block that an entry was mined in: `final`, or `gone` by a reorg, which puts it under way again.
 * Said of that one block, so that a second tab that says it later changes nothing.
 */
export const changeMined = (
  list: readonly Activity[],
  id: string,
  { blockHash, fate }: { blockHash: string; fate: 'final' | 'gone' },
): Activity[] =>
  list.map((one) => {
    const { state } = one;
    if (one.id !== id || state.status === 'pending' || state.mined?.blockHash !== blockHash) return one;
    return fate === 'gone'
      ? { ...one, state: { status: 'pending', takenBack: true } }
      : { ...one, state: { ...state, mined: { ...state.mined, final: true } } };
  });

/** The same thing, sent before and still under way: in this tab or another one. */
export const underWay = (
  list: readonly Activity[],
  { chainId, account, kind, intent }: Pick<Activity, 'chainId' | 'account' | 'kind' | 'intent'>,
): Activity | undefined =>
  list.find(
    (one) =>
      one.state.status === 'pending' &&
      one.chainId === chainId &&
      one.account === account &&
      one.kind === kind &&
      JSON.stringify(one.intent) === JSON.stringify(intent),
  );

/** The last action of a kind, when it stopped between two of its steps: a reload, or a no in the wallet. */
export function unfinished(
  list: readonly Activity[],
  { chainId, account, kind }: Pick<Activity, 'chainId' | 'account' | 'kind'>,
): Activity | null {
  const last = list.find((one) => one.chainId === chainId && one.account === account && one.kind === kind);
  if (!last) return null;
  const { index, of } = last.step;
  const went = last.state.status === 'done' ? index + 1 : index;
  const over = went === of || (last.state.status === 'failed' && index === 0);
  return over || last.via === 'batch' ? null : last;
}

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
