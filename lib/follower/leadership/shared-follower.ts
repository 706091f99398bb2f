import { setTimeout } from 'node:timers/promises';
import type { Writer } from '@/lib/db';
import type { FollowerState } from '@/lib/domain/api';
import { NOT_AUDITED } from '../audit/auditor';
import { forLog } from '../explain';
import { createFollower, type Final, type Follower, type FollowerOptions } from '../follower';
import { claimDatabase, SourceError } from '../source';
import type { Beat } from './beat';
import { createCandidate } from './candidate';
import { closeSoon } from './in-time';
import { createRelay, type RelayOptions } from './relay';
import { beginTerm } from './term';
import { createTrail } from './trail';

export type SharedFollowerOptions = Omit<FollowerOptions, 'writer'> &
  Pick<RelayOptions, 'readAfter' | 'onRestart'>;

/** How often the one that leads says that it is there, and the others look. */
const BEAT_MS = 500;
/** Without a sign of life for so long the leader is taken for dead: another follows within five seconds of its death. */
const PATIENCE_MS = 2_000;
/** A session that is being ended takes a moment to give its lock back. */
const AGAIN_MS = 50;
/** A leader that has stood still for so long lets another try: its node may be gone, and another's not. */
const YIELD_MS = 15_000;
const REFUSED_PAUSE_MS = 3_000;

/**
 * A follower of which there are several, one in each process on the same PostgreSQL. One of them leads: it holds a
 * lock on the connection that writes, and follows the chain. The others publish what it writes, and try to lead
 * themselves. When its connection ends, PostgreSQL gives the lock back.
 */
export function createSharedFollower(options: SharedFollowerOptions): Follower {
  const { database, deployment, nodes, log } = options;
  const startedAt = Math.floor(Date.now() / 1000);
  const trail = createTrail();
  let takenAt: number | null = null;
  let leading: Follower | null = null;
  /** why this process can do neither */
  let trouble: string | null = null;
  let heard: { beat: Beat; at: number } | null = null;
  let stopping: AbortController | undefined;
  let running: Promise<void> | undefined;

  const relay = createRelay({
    database,
    trail,
    readAfter: options.readAfter,
    onRestart: options.onRestart,
    publish(message) {
      if (message.type === 'delta') takenAt = Date.now();
      options.onMessage(message);
    },
  });

  const hear = (beat: Beat | null) => {
    if (beat && beat.beat !== heard?.beat.beat) heard = { beat, at: performance.now() };
  };

  /** Follows the chain until the term is over. */
  async function lead(writer: Writer, signal: AbortSignal): Promise<void> {
    const look = () => ({ state: { ...self.state(), leads: true }, final: self.final() });
    const times = { beatMs: BEAT_MS, patienceMs: PATIENCE_MS, yieldMs: YIELD_MS };
    let follower: Follower | null = null;
    try {
      const term = await beginTerm({ database, writer, look, onBeat: hear, log, ...times });
      const over = AbortSignal.any([signal, term.over]);
      try {
        // Nobody else writes from here on, so the follower goes on exactly where this has got to.
        await relay.catchUp();
        follower = createFollower({
          ...options,
          writer,
          onMessage(message) {
            trail.add(message);
            options.onMessage(message);
          },
        });
        await follower.start();
        leading = follower;
        log.info('this instance follows the chain');
        await aborted(over);
      } finally {
        await term.end();
      }
    } finally {
      // What is being written may hang on a connection that is dead: when the server stops in good order it is not.
      if (!signal.aborted) await closeSoon(writer);
      await follower?.stop();
      leading = null;
      await closeSoon(writer);
      log.info('this instance no longer follows the chain');
    }
  }

  async function run(signal: AbortSignal): Promise<void> {
    // Spread at random, so that instances do not come all at once; ends early when the follower is stopped.
    const pause = (ms: number) =>
      setTimeout(ms * (0.8 + 0.4 * Math.random()), undefined, { signal }).catch(() => {});
    const candidate = createCandidate({ database, log, patienceMs: PATIENCE_MS, onBeat: hear });
    let relaying = true;
    const listening = database.listen(() => {
      if (relaying) relay.catchUp().catch(() => {}); // tried again at the next look, which also says why
    });
    let claimed = false;
    while (!signal.aborted) {
      try {
        if (!claimed) await claimDatabase(database.db, deployment);
        claimed = true;
        const won = await candidate.attempt();
        relaying = won === 'taken' || won === 'vacant';
        if (won === 'taken' || won === 'vacant') {
          await relay.catchUp();
          trouble = null;
          await pause(won === 'taken' ? BEAT_MS : AGAIN_MS);
        } else {
          await lead(won, signal);
          // Others first, after one that could not go on.
          await pause(2 * BEAT_MS);
        }
      } catch (error) {
        claimed = false;
        relaying = !(error instanceof SourceError);
        const said = error instanceof SourceError ? error.message : 'The database does not answer.';
        if (said !== trouble)
          log.error('the instances cannot share the database', { reason: said, error: forLog(error) });
        trouble = said;
        await pause(error instanceof SourceError ? REFUSED_PAUSE_MS : BEAT_MS);
      }
    }
    relaying = false;
    await Promise.all([candidate.close(), listening.close()]);
  }

  const final = (): Final => leading?.final() ?? heard?.beat.final ?? null;

  const self: Follower = {
    final,
    finalityOf(block) {
      const known = final();
      if (!known || block > known.safe) return 'latest';
      return block > known.finalized ? 'safe' : 'finalized';
    },
    async start() {
      if (running) return;
      await relay.catchUp();
      stopping = new AbortController();
      running = run(stopping.signal);
    },
    async stop() {
      stopping?.abort();
      await running;
      running = undefined;
    },
    state() {
      if (leading) return leading.state();
      const head = trail.head();
      const told = heard?.beat.state ?? null;
      // What was told is a moment old: a block may be here that the one that leads had not heard of then.
      const chainHead = told?.chainHead == null ? null : Math.max(told.chainHead, head?.number ?? 0);
      return {
        ...(told ?? { reorgs: 0, deepestReorg: 0, startedAt, ...nodes.state(), audit: NOT_AUDITED }),
        // Who has several compares them, leading or not; who has one hears how it is from the one that reads from it.
        ...(nodes.count > 1 && nodes.state()),
        ...statusOf(told),
        head: head && {
          number: head.number,
          hash: head.hash,
          timestamp: head.timestamp,
          finality: self.finalityOf(head.number),
        },
        chainHead,
        lagBlocks: chainHead === null ? null : chainHead - (head?.number ?? deployment.startBlock - 1),
        sinceBlock: takenAt === null ? (told?.sinceBlock ?? null) : (Date.now() - takenAt) / 1000,
        leads: false,
      };
    },
  };

  function statusOf(told: FollowerState | null): Pick<FollowerState, 'status' | 'lastError'> {
    if (trouble !== null) return { status: 'stalled', lastError: trouble };
    if (!told || !heard) return { status: 'starting', lastError: null };
    // Twice as long as it takes to notice a dead leader: until then another is about to take over.
    if (performance.now() - heard.at < 2 * PATIENCE_MS) {
      return { status: told.status, lastError: told.lastError };
    }
    return { status: 'stalled', lastError: told.lastError ?? 'No instance follows the chain just now.' };
  }

  return self;
}

/** Resolves when the signal says so, at once when it has. */
const aborted = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener('abort', () => resolve(), { once: true });
  });
