import type { Activity, Mined } from './activity-schema';

export type { Activity, ActivityState, Asked, Mined } from './activity-schema';

/**
 * A person's transactions as they are kept in the browser. This module knows no contract, so that the list is there
 * at once on every page; what an entry means is looked up in the registry when it is followed.
 */
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

/** What makes two of a person's transactions the same thing. */
export type Matter = Pick<Activity, 'chainId' | 'account' | 'kind' | 'intent'>;

export const isSameMatter = (one: Matter, other: Matter): boolean =>
  one.chainId === other.chainId &&
  one.account === other.account &&
  one.kind === other.kind &&
  JSON.stringify(one.intent) === JSON.stringify(other.intent);

/** The same thing, sent before and still under way: in this tab or another one. */
export const underWay = (list: readonly Activity[], matter: Matter): Activity | undefined =>
  list.find((one) => one.state.status === 'pending' && isSameMatter(one, matter));

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
