'use client';
import { useSyncExternalStore } from 'react';
import {
  type Activity,
  type ActivityChange,
  addActivity,
  changeActivity,
  changeMined,
  type Matter,
  underWay,
  unfinished,
} from '@/lib/actions/activity';
import { browserStorage } from './browser-storage';

/**
 * A person's transactions, kept in the browser: they survive a reload and are the same in every tab. Which of them
 * the page's data has caught up with is known to this page only.
 *
 * What reads the list is fetched when there is one: most visitors have sent nothing. Until then it is empty.
 */
const KEY = 'ampledge-activity';
const none: readonly Activity[] = [];
const listeners = new Set<() => void>();
let list: readonly Activity[] | null = null;
let caughtUp: ReadonlySet<string> = new Set();

type Storage = typeof import('@/lib/actions/activity-schema');
let storage: Storage | null = null;
let loading: Promise<Storage> | null = null;

/** What reads and writes the list; a failed fetch is tried again the next time. */
function loadStorage(): Promise<Storage> {
  loading ??= import('@/lib/actions/activity-schema')
    .then((loaded) => {
      storage = loaded;
      return loaded;
    })
    .catch((error) => {
      loading = null;
      throw error;
    });
  return loading;
}

function read(): readonly Activity[] {
  if (list) return list;
  const text = browserStorage().getItem(KEY);
  if (!text || text === '[]') list = none;
  else if (storage) list = storage.parseActivities(text);
  else {
    list = none;
    void loadStorage().then(reload, () => {
      list = null;
    });
  }
  return list;
}

function reload(): void {
  list = null;
  notify();
}

function notify(): void {
  for (const listener of listeners) listener();
}

/** What another tab wrote meanwhile is kept: each change is made to what is stored now. */
async function change(make: (current: readonly Activity[]) => readonly Activity[]): Promise<void> {
  const { parseActivities, writeActivities } = await loadStorage();
  list = make(parseActivities(browserStorage().getItem(KEY)));
  try {
    browserStorage().setItem(KEY, writeActivities(list));
  } catch {
    // Storage is full or forbidden: the list lives as long as the page does.
  }
  notify();
}

export const recordActivity = (entry: Activity): Promise<void> => change((all) => addActivity(all, entry));
export const updateActivity = (id: string, what: ActivityChange): Promise<void> =>
  change((all) => changeActivity(all, id, what));

/** What became of the block that an entry was mined in. */
export const updateMined = (id: string, fate: Parameters<typeof changeMined>[2]): Promise<void> => {
  if (fate.fate === 'gone') caughtUp = new Set([...caughtUp].filter((one) => one !== id));
  return change((all) => changeMined(all, id, fate));
};
async function stored(): Promise<readonly Activity[]> {
  const { parseActivities } = await loadStorage();
  return parseActivities(browserStorage().getItem(KEY));
}

/** Whether the same thing is under way already, whichever tab sent it. */
export const activityUnderWay = async (matter: Matter): Promise<boolean> =>
  underWay(await stored(), matter) !== undefined;

/** Names and hashes of all, whichever tab sent them. */
export const knownActivities = async (): Promise<ReadonlySet<string>> =>
  new Set((await stored()).flatMap(({ id, hash }) => (hash ? [id, hash] : [id])));

export function markCaughtUp(id: string): void {
  caughtUp = new Set([...caughtUp, id]);
  notify();
}

/** How many forms on the page say what becomes of a transaction: the others are told of elsewhere. */
const told = new Map<string, number>();
let toldByForms: ReadonlySet<string> = new Set();

/** Says that a form tells of this transaction, until the returned function is called. */
export function tellHere(id: string): () => void {
  const change = (by: number) => {
    told.set(id, (told.get(id) ?? 0) + by);
    toldByForms = new Set([...told].filter(([, forms]) => forms > 0).map(([one]) => one));
    notify();
  };
  change(1);
  return () => change(-1);
}

function subscribe(listener: () => void): () => void {
  const fromOtherTab = (event: StorageEvent) => {
    if (event.key !== KEY) return;
    list = null;
    listener();
  };
  listeners.add(listener);
  window.addEventListener('storage', fromOtherTab);
  return () => {
    listeners.delete(listener);
    window.removeEventListener('storage', fromOtherTab);
  };
}

/** Newest first; empty on the server and while hydrating. */
export const useActivities = (): readonly Activity[] => useSyncExternalStore(subscribe, read, () => none);

/** An action of several transactions that stopped between two of them; null when there is none to go on with. */
export const useUnfinished = (of: Parameters<typeof unfinished>[1]): Activity | null =>
  unfinished(useActivities(), of);

/** Ids of those that a form on the page tells of. */
export const useToldByForms = (): ReadonlySet<string> =>
  useSyncExternalStore(
    subscribe,
    () => toldByForms,
    () => toldByForms,
  );

/** Ids of those whose effect the page shows. */
export const useCaughtUp = (): ReadonlySet<string> =>
  useSyncExternalStore(
    subscribe,
    () => caughtUp,
    () => caughtUp,
  );
