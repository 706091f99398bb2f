import { type Asked, isSameMatter, type Matter } from '@/lib/actions/activity';
import { parseAsked, writeAsked } from '@/lib/actions/activity-schema';
import { ASKED_KEY } from './asked-key';
import { browserStorage } from './browser-storage';

/** What wallets were asked and have not answered, in every tab; what stays here was left behind by a page that is gone. */
export const readAsked = (): Asked[] => parseAsked(browserStorage().getItem(ASKED_KEY));

function change(make: (list: readonly Asked[]) => readonly Asked[]): void {
  const list = make(readAsked());
  try {
    if (list.length > 0) browserStorage().setItem(ASKED_KEY, writeAsked(list));
    else browserStorage().removeItem(ASKED_KEY);
  } catch {
    // Storage is full or forbidden: only a reload in the middle is not recognised then.
  }
}

export const forgetAsked = (id: string): void => change((list) => list.filter((one) => one.id !== id));

/** Keeps the question for as long as `work` waits for its answer, whatever that is. */
export async function whileAsking<Value>(
  question: Omit<Asked, 'id' | 'told'>,
  work: () => Promise<Value>,
): Promise<Value> {
  const id = `${Date.now()}-${Math.random()}`;
  change((list) => [...list, { ...question, id, told: false }]);
  try {
    return await work();
  } finally {
    forgetAsked(id);
  }
}

/**
 * True once when the same was asked by a page that is gone: the person may want to look into the wallet first. Only for
 * whoever holds the lock of the matter, so that no other tab is asking.
 */
export function tellOfAskedBefore(matter: Matter): boolean {
  const isNews = (one: Asked) => !one.told && isSameMatter(one, matter);
  if (!readAsked().some(isNews)) return false;
  change((list) => list.map((one) => (isNews(one) ? { ...one, told: true } : one)));
  return true;
}
