import { type Database, endLeadingSession, leadingSession, type Writer } from '@/lib/db';
import type { FollowerLog } from '../follower';
import { type Beat, readBeat } from './beat';
import { closeSoon } from './in-time';

/**
 * Tries to lead, again and again. While another does, looks whether that one still gives a sign of life, and ends its
 * session when it does not: a process that is stopped, or a machine that is gone, keeps its connection, and the lock.
 */
export type Candidate = {
  /**
   * The connection to lead with, once it is won; the next attempt opens another one. `vacant`: trying again at once is
   * of use. Rejects without a database.
   */
  attempt: () => Promise<Writer | 'taken' | 'vacant'>;
  close: () => Promise<void>;
};

export function createCandidate({
  database,
  log,
  patienceMs,
  onBeat,
}: {
  database: Database;
  log: FollowerLog;
  patienceMs: number;
  onBeat: (beat: Beat | null) => void;
}): Candidate {
  let writer: Writer | null = null;
  let seen = { sign: '', since: 0 };

  async function open(): Promise<Writer> {
    const opened = await database.openWriter();
    writer = opened;
    opened.onLost(() => {
      if (writer === opened) writer = null;
    });
    return opened;
  }

  return {
    async attempt() {
      const mine = writer ?? (await open());
      if (await mine.tryLead()) {
        writer = null;
        return mine;
      }
      return mine.transaction(async ({ db }) => {
        const [session, beat] = [await leadingSession(db), await readBeat(db)];
        onBeat(beat);
        // How old a sign is goes by our own clock alone: when it was first seen here.
        const sign = `${session}/${beat?.beat}`;
        if (sign !== seen.sign) seen = { sign, since: performance.now() };
        if (session === null) return 'vacant';
        if (performance.now() - seen.since < patienceMs) return 'taken';
        log.warn('the instance that follows the chain gives no sign of life: its session is ended');
        await endLeadingSession(db, session);
        seen = { sign: '', since: performance.now() };
        return 'vacant';
      });
    },
    close: () => closeSoon(writer),
  };
}
