import type { AccountEntry, AccountHistoryAnswer } from '@/lib/domain/api';
import type { Hex } from '@/lib/domain/codecs';
import { tellWindow, windowOf } from './account-window';
import { CURSOR } from './locks';
import type { Finish, View } from './view';

/** Windows that are looked through for one page: in a pool with many small draws, most tell nothing. */
const MOST_WINDOWS = 10;

type Place = { block: number; logIndex: number };

/** A page of what happened to an account, newest first. Every address has one; of most, it is empty. */
export async function readAccountHistory(
  view: View,
  address: Hex,
  { cursor, limit }: { cursor?: string | undefined; limit: number },
): Promise<Finish<AccountHistoryAnswer>> {
  const { at } = view;
  const page: AccountEntry[] = [];
  let next: Place | null = placeOf(cursor) ?? { block: at.number, logIndex: Number.MAX_SAFE_INTEGER };
  for (let looked = 0; looked < MOST_WINDOWS && page.length < limit && next; looked += 1) {
    const below: Place = next;
    const within = { after: -1, upTo: below.logIndex === 0 ? below.block - 1 : below.block };
    const window = await windowOf(view, address, { within, size: limit, order: 'desc' });
    const { entries } = await tellWindow(view, address, window);
    const older = entries.filter((entry) => isBefore(entry.at, below)).reverse();
    const taken = older.slice(0, cutAt(older, limit - page.length));
    page.push(...taken);
    const last = taken.at(-1);
    if (taken.length < older.length && last) next = last.at;
    else next = window.after < 0 ? null : { block: window.after + 1, logIndex: 0 };
  }
  const { block, logIndex } = next ?? {};
  return async () => ({
    at,
    address,
    entries: page,
    next: block === undefined ? null : `${block}-${logIndex}`,
  });
}

function placeOf(cursor: string | undefined): Place | null {
  const match = CURSOR.exec(cursor ?? '');
  return match ? { block: Number(match[1]), logIndex: Number(match[2]) } : null;
}

const isBefore = (a: Place, b: Place): boolean =>
  a.block < b.block || (a.block === b.block && a.logIndex < b.logIndex);

/** Where to cut so that the lines of one event, of which there can be two, stay together. */
function cutAt(entries: readonly AccountEntry[], wanted: number): number {
  let cut = wanted;
  while (cut > 0 && cut < entries.length && sameEvent(entries[cut - 1], entries[cut])) cut += 1;
  return cut;
}

const sameEvent = (a: AccountEntry | undefined, b: AccountEntry | undefined): boolean =>
  a !== undefined && b !== undefined && a.at.block === b.at.block && a.at.logIndex === b.at.logIndex;
