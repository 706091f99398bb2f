import { z } from 'zod';
import type { Db } from '@/lib/db';
import { leader } from '@/lib/db/schema';
import { type FollowerState, followerState } from '@/lib/domain/api';
import type { Final } from '../follower';

/** What the one that follows says of itself, several times a second. `beat` is another one each time. */
export type Beat = { beat: string; state: FollowerState; final: Final };

const said = z.object({
  state: followerState,
  final: z.object({ safe: z.number(), finalized: z.number() }).nullable(),
});

export async function writeBeat(db: Db, { beat, ...rest }: Beat): Promise<void> {
  const set = { beat, said: z.encode(said, rest) };
  await db.insert(leader).values(set).onConflictDoUpdate({ target: leader.id, set });
}

/** null before anybody has led, and when a version of this program leads that speaks otherwise. */
export async function readBeat(db: Db): Promise<Beat | null> {
  const [row] = await db.select().from(leader);
  const parsed = said.safeParse(row?.said);
  return row && parsed.success ? { beat: row.beat, ...parsed.data } : null;
}
