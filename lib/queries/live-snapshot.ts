import type { LiveMessage } from '@/lib/domain/api';
import type { Hex } from '@/lib/domain/codecs';
import { LIVE_LOCKS } from '@/lib/live/queries';
import { readLocks } from './locks';
import { readPools } from './pools';
import type { Finish, View } from './view';

export type LiveSnapshot = Extract<LiveMessage, { type: 'snapshot' }>;

/** What opens a live stream: every pool, and the live locks that pass the filter. */
export async function readLiveSnapshot(
  view: View,
  { pool, merchant }: { pool?: Hex; merchant?: Hex },
): Promise<Finish<LiveSnapshot>> {
  const pools = await readPools(view);
  // Whoever asks for one pool or one merchant wants its locks in place, too.
  const kind = pool || merchant ? undefined : LIVE_LOCKS.kind;
  const locks = await readLocks(view, { ...LIVE_LOCKS, kind, pool, merchant });
  return async (chain) => ({ type: 'snapshot', pools: await pools(chain), locks: await locks(chain) });
}
