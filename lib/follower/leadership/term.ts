import { randomUUID } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import type { Database, Writer } from '@/lib/db';
import type { FollowerState } from '@/lib/domain/api';
import { forLog } from '../explain';
import type { Final, FollowerLog } from '../follower';
import { type Beat, writeBeat } from './beat';
import { closeSoon, inTime } from './in-time';

/**
 * The time during which this process leads. It says several times a second that it is there; the term is over when
 * the writer's connection is lost, when nobody can be told any more, or when it has stood still for long while another
 * might not.
 */
export type Term = { over: AbortSignal; end: () => Promise<void> };

export async function beginTerm({
  database,
  writer,
  look,
  onBeat,
  log,
  beatMs,
  patienceMs,
  yieldMs,
}: {
  database: Database;
  writer: Writer;
  /** what there is to say */
  look: () => { state: FollowerState; final: Final };
  onBeat: (beat: Beat) => void;
  log: FollowerLog;
  beatMs: number;
  patienceMs: number;
  yieldMs: number;
}): Promise<Term> {
  const ending = new AbortController();
  const over = ending.signal;
  const stop = () => ending.abort();
  writer.onLost(stop);
  // Not on the writer's connection, which may be in a long transaction, nor on one that waits behind visitors.
  const side = await database.openWriter();
  side.onLost(stop);
  let stalledSince = Number.POSITIVE_INFINITY;

  async function beat(): Promise<void> {
    const said: Beat = { beat: randomUUID(), ...look() };
    await inTime(
      side.transaction(({ db }) => writeBeat(db, said)),
      patienceMs,
    );
    onBeat(said);
    const now = performance.now();
    stalledSince = said.state.status === 'stalled' ? Math.min(stalledSince, now) : Number.POSITIVE_INFINITY;
    if (now - stalledSince > yieldMs) stop();
  }
  async function goOn(): Promise<void> {
    while (!over.aborted) {
      await beat();
      await setTimeout(beatMs, undefined, { signal: over }).catch(() => {});
    }
  }
  const beating = goOn().catch((error) => {
    // The others will take this process for dead, and are right to.
    if (!over.aborted) log.error('the other instances cannot be told of this one', { error: forLog(error) });
    stop();
  });

  return {
    over,
    async end() {
      stop();
      await closeSoon(side);
      await beating;
    },
  };
}
