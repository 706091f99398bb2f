import { randomBytes } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import { BaseError } from 'viem';
import type { Database, Writer } from '@/lib/db';
import type { AuditState, Deployment } from '@/lib/domain/api';
import type { Hex } from '@/lib/domain/codecs';
import type { BlockHeader } from '@/lib/domain/events';
import { BadAnswerError, type ChainReader } from '../chain-reader';
import { createDecoder } from '../decode';
import { forLog } from '../explain';
import { createProver, UnprovableError } from '../proof/prove-block';
import type { BlockEvents } from '../take-in';
import { type Audit, audit } from './audit';
import { proveBlocks, type WrongBlock } from './block-proofs';
import { createNotes, type Finding, type Progress } from './notes';

/** What is stored from block `from` on shall be taken back and read again. */
export type Repair = {
  from: number;
  /** only if this block, from `from` on, is still stored: else a reorg has been quicker */
  at: Pick<BlockHeader, 'number' | 'hash'>;
  /** what block `from` really holds, where that was proved: it need not be asked for again */
  proven: BlockEvents | null;
};

export type Auditor = {
  /** Begins, or begins anew: another process may have followed meanwhile. */
  start: () => void;
  /** Says that everything is taken in, so that there is time; returns at once. */
  wake: () => void;
  /** Says that blocks above this one are no longer stored. */
  rolledBack: (ancestor: number) => void;
  /** What shall be repaired, between two blocks; the audit waits until it is. */
  repair: () => Repair | null;
  repaired: () => void;
  state: () => AuditState;
  /** Returns when nothing more is read or written; what was found out so far is noted. */
  stop: () => Promise<void>;
};

/** Of a process that does not audit. */
export const NOT_AUDITED: AuditState = {
  provedTo: null,
  soundAt: null,
  openAlarms: 0,
  alarms: [],
  repairs: 0,
};

/** Open alarms that the state names. */
const MOST_NAMED = 20;
/** Blocks proved in one go. */
const CHUNK = 32;
/** Blocks from one comparison with the contracts to the next. */
const AUDIT_EVERY = 25;
/** Rows of each kind that are compared with the chain: usually, and when something was found wrong. */
const SAMPLE = { usual: 8, wide: 400 };
/** How long no block must have come before the audit takes the processor. */
const QUIET_MS = 30;
/** On a chain whose blocks come that fast it takes its turn all the same. */
const MOST_PATIENCE_MS = 500;
/** Between two goes, so that neither the node nor the server has to do with the audit alone. */
const PAUSE_MS = 20;
/** Notes are written when there is so much to note, or after so long. */
const NOTE_EVERY = { blocks: 1_000, ms: 5_000 };
/** A block that could not be proved so often is left out; after so many in a row the node is not asked for long. */
const MOST_TRIES = 6;
const MOST_LEFT_OUT = 3;
const RETRY_MS = { first: 200, most: 5_000, unprovable: 600_000 };
/** A repair of more is a new fill of the database, and a decision for a person. */
const MOST_REPAIRED = 50_000;

/**
 * Looks after what is stored, when there is nothing to take in: proves block by block that it holds the events that its
 * hash stands for, and compares from time to time what follows from them with the contracts and with the protocol's
 * rules. What is found wrong is an alarm with its evidence, and read again, once; proved events take the place of wrong
 * ones.
 */
export function createAuditor({
  database,
  writer,
  deployment,
  reader,
  head,
  onRepair,
  log,
  every = AUDIT_EVERY,
}: {
  database: Database;
  writer: () => Writer;
  deployment: Deployment;
  reader: ChainReader;
  /** the newest block that is stored */
  head: () => BlockHeader | null;
  /** a repair waits to be taken */
  onRepair: () => void;
  log: Record<'debug' | 'warn' | 'error', (message: string, fields?: Record<string, unknown>) => void>;
  /** blocks from one comparison with the contracts to the next */
  every?: number | undefined;
}): Auditor {
  const notes = createNotes(database.db, writer);
  const decoder = createDecoder(deployment);
  const prover = createProver(reader, decoder.filter);
  let stopping = new AbortController();
  /** subject → block that was rolled back to for it; null when that was not done */
  let open = new Map<string, number | null>();
  let progress: Progress | null = null;
  let auditedAt: number | null = null;
  let repairs = 0;
  let pending: Repair | null = null;
  /** Counts rollbacks: what was found out before one says nothing after it. */
  let era = 0;
  let wokenAt = 0;
  let noted = { provedTo: 0, at: 0 };
  let failures = 0;
  let leftOut = 0;
  let working: Promise<void> | undefined;

  async function load(): Promise<Progress> {
    const started = era;
    const [stored, alarms] = await Promise.all([notes.progress(), notes.open()]);
    open = new Map(alarms.map(({ subject, rolledBackTo }) => [subject, rolledBackTo]));
    const loaded = {
      provedTo: Math.max(stored?.provedTo ?? 0, deployment.startBlock - 1),
      soundAt: stored?.soundAt ?? null,
    };
    if (started !== era) return load();
    progress = loaded;
    noted = { provedTo: loaded.provedTo, at: Date.now() };
    return loaded;
  }

  const stopped = (): boolean => stopping.signal.aborted;
  const pause = (ms: number) => setTimeout(ms, undefined, { signal: stopping.signal }).catch(() => {});

  async function untilQuiet(): Promise<void> {
    const end = Date.now() + MOST_PATIENCE_MS;
    while (!stopped() && Date.now() - wokenAt < QUIET_MS && Date.now() < end) await pause(QUIET_MS);
  }

  /** Until there is nothing left to look at. */
  async function work(): Promise<void> {
    while (!stopped() && !pending) {
      await untilQuiet();
      try {
        const more = (await proveSome()) || (await auditWhenDue());
        failures = 0;
        await noteWhenDue(false);
        if (!more) return;
        await pause(PAUSE_MS);
      } catch (error) {
        if (stopped()) return;
        await afterFailure(error);
      }
    }
  }

  /** Proves the next blocks; false when all are. */
  async function proveSome(): Promise<boolean> {
    const before = progress ?? (await load());
    const newest = head();
    if (!newest || before.provedTo >= newest.number) return false;
    const started = era;
    const from = before.provedTo + 1;
    const { provedTo, wrong } = await proveBlocks(
      database,
      prover,
      decoder,
      from,
      Math.min(newest.number, from + CHUNK - 1),
    );
    if (started !== era) return true;
    if (provedTo !== null) {
      progress = { ...before, provedTo };
      leftOut = 0;
      await resolve({ number: provedTo }, provenAlarms(from, provedTo));
    }
    if (wrong) await repairBlock(wrong);
    // A block that the chain has left: the follower will hear of it.
    return wrong !== null || provedTo !== null;
  }

  const provenAlarms = (from: number, to: number): string[] =>
    [...open.keys()].filter((subject) => {
      const block = blockOf(subject);
      return block !== null && block >= from && block <= to;
    });

  async function repairBlock({ stored, proven, expected, found }: WrongBlock): Promise<void> {
    const finding = { subject: `${BLOCK}${stored.number}`, expected, found };
    await raise(stored, [finding], stored.number - 1);
    ask({ from: stored.number, at: stored, proven });
  }

  function ask(repair: Repair): void {
    repairs += 1;
    pending = repair;
    onRepair();
  }

  /** Compares with the contracts when it is time to; false when it is not. */
  async function auditWhenDue(): Promise<boolean> {
    const newest = head();
    if (!newest || (auditedAt !== null && newest.number < auditedAt + every)) return false;
    const started = era;
    const look = (named: readonly string[], start: Hex, sample: number): Promise<Audit | null> =>
      audit(database, reader, deployment, { named, start, sample });
    let seen = await look([...open.keys()], `0x${randomBytes(32).toString('hex')}`, SAMPLE.usual);
    if (seen && seen.wrong.length > 0) {
      // Once more, since a node may have told a lie; and more of it, since a sum does not say which part is wrong.
      const suspects = new Set(seen.wrong.map(({ subject }) => subject));
      const again = await look([...open.keys(), ...suspects], '0x', SAMPLE.wide);
      const confirmed = again?.wrong.some(({ subject }) => suspects.has(subject)) ?? false;
      seen = again && { ...again, wrong: confirmed ? again.wrong : [] };
    }
    if (!seen || started !== era) return false;
    auditedAt = seen.at.number;
    await conclude(seen);
    return false;
  }

  async function conclude({ at, subjects, wrong }: Audit): Promise<void> {
    const bad = new Set(wrong.map(({ subject }) => subject));
    // What was named and is not there any more cannot be wrong: that goes for blocks above the newest, too. Those that are
    // there are proved, not compared.
    const isThere = (block: number | null): boolean => block !== null && block <= at.number;
    const good = [...open.keys()].filter((subject) => !bad.has(subject) && !isThere(blockOf(subject)));
    await resolve(at, good);
    if (wrong.length === 0) {
      if (progress) progress = { ...progress, soundAt: at.number };
      log.debug('what is stored agrees with the contracts', { block: at.number, things: subjects.size });
      return;
    }
    const fresh = wrong.filter(({ subject }) => (open.get(subject) ?? null) === null);
    const soundAt = progress?.soundAt ?? null;
    const since = fresh.flatMap((finding) => finding.since ?? (soundAt === null ? [] : [soundAt + 1]));
    const from = Math.min(...since, at.number + 1);
    const repairable = from <= at.number && at.number - from < MOST_REPAIRED;
    await raise(at, wrong, repairable ? from - 1 : null);
    if (repairable) ask({ from, at, proven: null });
  }

  async function raise(
    at: Pick<BlockHeader, 'number' | 'hash'>,
    findings: readonly Finding[],
    rolledBackTo: number | null,
  ): Promise<void> {
    for (const { subject, expected, found } of findings) {
      if (!open.has(subject))
        log.error('what is stored is wrong', { subject, block: at.number, expected, found });
      open.set(subject, open.get(subject) ?? rolledBackTo);
    }
    await notes.raise(at, findings, rolledBackTo);
  }

  async function resolve(at: Pick<BlockHeader, 'number'>, subjects: readonly string[]): Promise<void> {
    if (subjects.length === 0) return;
    await notes.resolve(at, subjects);
    for (const subject of subjects) {
      open.delete(subject);
      log.warn('what was stored wrongly is right again', { subject, block: at.number });
    }
  }

  async function noteWhenDue(now: boolean): Promise<void> {
    const newest = head();
    if (!progress || !newest || newest.number < progress.provedTo) return;
    const blocks = progress.provedTo - noted.provedTo;
    if (blocks === 0 && !now) return;
    if (!now && blocks < NOTE_EVERY.blocks && Date.now() - noted.at < NOTE_EVERY.ms) return;
    await notes.note(newest, progress);
    noted = { provedTo: progress.provedTo, at: Date.now() };
  }

  /** Waits; a block that cannot be proved is left out in the end, so that the others can be. */
  async function afterFailure(error: unknown): Promise<void> {
    failures += 1;
    // A node that is away is the follower's to tell of.
    const ofNode = [BaseError, BadAnswerError, UnprovableError].some((kind) => error instanceof kind);
    const tell = ofNode || failures > 1 ? log.debug : log.warn;
    tell('the audit could not go on', { error: forLog(error) });
    if (error instanceof UnprovableError && failures >= MOST_TRIES && progress) {
      failures = 0;
      leftOut += 1;
      log.warn('a block cannot be proved', { block: progress.provedTo + 1, reason: error.message });
      if (leftOut >= MOST_LEFT_OUT) return pause(RETRY_MS.unprovable);
      progress = { ...progress, provedTo: progress.provedTo + 1 };
    }
    await pause(Math.min(RETRY_MS.most, RETRY_MS.first * 2 ** failures));
  }

  function rolledBack(ancestor: number): void {
    era += 1;
    if (auditedAt !== null && auditedAt > ancestor) auditedAt = null;
    if (!progress) return;
    const { provedTo, soundAt } = progress;
    progress = {
      provedTo: Math.min(provedTo, ancestor),
      soundAt: soundAt === null ? null : Math.min(soundAt, ancestor),
    };
  }

  return {
    start() {
      stopping = new AbortController();
      progress = null;
      auditedAt = null;
      pending = null;
      era += 1;
    },
    wake() {
      wokenAt = Date.now();
      if (stopped() || pending) return;
      working ??= work().finally(() => {
        working = undefined;
      });
    },
    rolledBack,
    repair: () => pending,
    repaired() {
      if (pending) rolledBack(pending.from - 1);
      pending = null;
    },
    state: () => ({
      provedTo: progress?.provedTo ?? null,
      soundAt: progress?.soundAt ?? null,
      openAlarms: open.size,
      alarms: [...open.keys()].slice(0, MOST_NAMED),
      repairs,
    }),
    async stop() {
      stopping.abort();
      await working;
      // The writer may be lost: then less is noted, and proved again.
      await noteWhenDue(true).catch(() => {});
    },
  };
}

const BLOCK = 'block/';

const blockOf = (subject: string): number | null =>
  subject.startsWith(BLOCK) ? Number(subject.slice(BLOCK.length)) : null;
