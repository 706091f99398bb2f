import { setTimeout } from 'node:timers/promises';
import type { Database, Writer } from '@/lib/db';
import type { Deployment, FollowerState } from '@/lib/domain/api';
import type { Finality } from '@/lib/domain/entities';
import { createAuditor } from './audit/auditor';
import { BrokenChainError } from './chain-reader';
import { explain, forLog } from './explain';
import { createHeadSignal } from './head-signal';
import type { Nodes } from './nodes';
import { claimDatabase, SourceError } from './source';
import { createSync, type FollowerMessage } from './sync';

type Fields = Record<string, unknown>;
export type FollowerLog = Record<
  'debug' | 'info' | 'warn' | 'error',
  (message: string, fields?: Fields) => void
>;

export type FollowerOptions = {
  database: Database;
  /** the one that leads, where there are several processes; without it the follower opens one, and another when it is lost */
  writer?: Writer;
  deployment: Deployment;
  /** started and closed by whoever made them */
  nodes: Nodes;
  /** called after each commit, in their order; what it throws is logged and changes nothing */
  onMessage: (message: FollowerMessage) => void;
  log: FollowerLog;
  /** blocks from one comparison of what is stored with the contracts to the next */
  auditEvery?: number;
};

export type Follower = {
  /** Begins to follow and returns; trouble with the node is no error but a state. Rejects when the database fails. */
  start: () => Promise<void>;
  /** Returns when the last transaction has ended; nothing is written or published afterwards. */
  stop: () => Promise<void>;
  state: () => FollowerState;
  /** How final the chain calls a block of this number; `latest` while the node has not said. */
  finalityOf: (block: number) => Finality;
  /** how far that is */
  final: () => Final;
};

/** How far the chain calls its blocks safe and finalized; null while the node has not said. */
export type Final = { safe: number; finalized: number } | null;

const POLL_MS = { local: 100, remote: 1_000 };
const IDLE_POLL_MS = 1_000;
const BACKOFF_MS = { first: 250, most: 5_000 };
/** Nothing but a person can mend these, so asking often is of no use. */
const SOURCE_ERROR_PAUSE_MS = 3_000;
/** After the chain moved under our feet. */
const AGAIN_MS = 20;
/**
 * Chains do not move that often in a row: this one's blocks do not follow on each other. Where there are other nodes,
 * they are asked sooner.
 */
const MOST_AGAIN = { single: 100, others: 15 };

/** Keeps the database at the chain's head: fills it up first, then takes block by block, and undoes reorgs. */
export function createFollower(options: FollowerOptions): Follower {
  const { database, deployment, nodes, onMessage, log } = options;
  const { reader } = nodes;
  const startedAt = Math.floor(Date.now() / 1000);
  let status: FollowerState['status'] = 'starting';
  let chainHead: number | null = null;
  let lastError: string | null = null;
  let takenAt: number | null = null;
  let reorgs = 0;
  let deepestReorg = 0;
  let final: Final = null;
  let stopping: AbortController | undefined;
  let running: Promise<void> | undefined;

  let ownWriter: Writer | undefined;
  const writer = (): Writer => {
    const open = options.writer ?? ownWriter;
    if (!open) throw new Error('there is no connection to write with');
    return open;
  };

  /** Connections are lost when a database is started anew. */
  async function openWriter(): Promise<void> {
    if (options.writer || ownWriter) return;
    const opened = await database.openWriter();
    ownWriter = opened;
    opened.onLost(() => {
      if (ownWriter === opened) ownWriter = undefined;
    });
  }

  const sync = createSync({
    database,
    writer,
    deployment,
    reader,
    nodes: nodes.count,
    onMessage(message) {
      if (message.type === 'delta') takenAt = Date.now();
      else auditor.rolledBack(message.ancestor.number);
      try {
        onMessage(message);
      } catch (error) {
        log.error('a message of the follower could not be passed on', { error });
      }
    },
    onBackfill(blocksLeft) {
      status = 'backfilling';
      log.info('filling up the database', { blocksLeft });
    },
    onFilled() {
      takenAt = Date.now();
    },
    onReorg(depth) {
      reorgs += 1;
      deepestReorg = Math.max(deepestReorg, depth);
      log.warn('the chain was reorganised', { depth });
    },
  });

  let wakeUp = () => {};
  const auditor = createAuditor({
    database,
    writer,
    deployment,
    reader,
    head: sync.head,
    onRepair: () => wakeUp(),
    log,
    every: options.auditEvery,
  });

  async function refreshFinality(): Promise<void> {
    const [safe, finalized] = await Promise.all([reader.tagged('safe'), reader.tagged('finalized')]);
    if (safe && finalized) final = { safe: safe.number, finalized: finalized.number };
  }

  /** Until stopped: one look at the chain a turn. */
  async function run(signal: AbortSignal): Promise<void> {
    const heads = createHeadSignal({
      isAnnounced: nodes.isAnnounced,
      pollMs: deployment.local ? POLL_MS.local : POLL_MS.remote,
      idlePollMs: IDLE_POLL_MS,
    });
    // Ends early, and without an error, when the follower is stopped.
    const pause = (ms: number) => setTimeout(ms, undefined, { signal }).catch(() => {});
    signal.addEventListener('abort', heads.wake);
    const leaveHeads = nodes.onHead(heads.wake);
    wakeUp = heads.wake;
    auditor.start();
    let checked = false;
    let failures = 0;
    let inVain = 0;
    while (!signal.aborted) {
      let begun = false;
      try {
        await nodes.beginTurn();
        begun = true;
        if (!checked) {
          await openWriter();
          await claimDatabase(database.db, deployment);
          await sync.load();
          checked = true;
        }
        const repair = auditor.repair();
        if (repair) {
          await sync.repair(repair);
          auditor.repaired();
        }
        const latest = nodes.takeAnnounced() ?? (await reader.latest());
        chainHead = latest.number;
        const before = sync.head()?.hash;
        const level = await sync.advance(latest);
        const moved = sync.head()?.hash !== before;
        if (moved) void refreshFinality();
        inVain = level || moved ? 0 : inVain + 1;
        if (inVain > (nodes.count > 1 ? MOST_AGAIN.others : MOST_AGAIN.single)) throw new BrokenChainError();
        failures = 0;
        if (level) {
          status = 'live';
          lastError = null;
          auditor.wake();
          await heads.wait();
        } else {
          await pause(AGAIN_MS);
        }
      } catch (error) {
        if (signal.aborted) break;
        // A transaction may have ended either way.
        checked = false;
        // What does not fit upon what is stored may be right, and that be wrong.
        if (begun && !(error instanceof SourceError)) auditor.wake();
        if (begun && nodes.failed(error)) {
          log.warn('the follower turns to another node', { error: forLog(error) });
          inVain = 0;
          continue;
        }
        status = 'stalled';
        const said = explain(error);
        if (said !== lastError)
          log.error('the follower stands still', { reason: said, error: forLog(error) });
        lastError = said;
        if (!(error instanceof SourceError)) chainHead = null;
        await pause(error instanceof SourceError ? SOURCE_ERROR_PAUSE_MS : backoff(failures));
        failures += 1;
      }
    }
    leaveHeads();
    await auditor.stop();
    await ownWriter?.close();
    ownWriter = undefined;
  }

  const finalityOf = (block: number): Finality => {
    if (!final || block > final.safe) return 'latest';
    return block > final.finalized ? 'safe' : 'finalized';
  };

  return {
    finalityOf,
    final: () => final,
    async start() {
      if (running) return;
      await sync.load();
      stopping = new AbortController();
      running = run(stopping.signal);
    },
    async stop() {
      stopping?.abort();
      await running;
      running = undefined;
    },
    state() {
      const head = sync.head();
      return {
        status,
        head: head && {
          number: head.number,
          hash: head.hash,
          timestamp: head.timestamp,
          finality: finalityOf(head.number),
        },
        chainHead,
        lagBlocks:
          chainHead === null ? null : Math.max(0, chainHead - (head?.number ?? deployment.startBlock - 1)),
        sinceBlock: takenAt === null ? null : (Date.now() - takenAt) / 1000,
        reorgs,
        deepestReorg,
        lastError,
        startedAt,
        leads: true,
        ...nodes.state(),
        audit: auditor.state(),
      };
    },
  };
}

/** Doubles up to a limit, spread at random so that many followers do not return to a node at once. */
const backoff = (failures: number): number =>
  Math.min(BACKOFF_MS.most, BACKOFF_MS.first * 2 ** failures) * (0.75 + 0.5 * Math.random());
