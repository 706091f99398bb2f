import type { NodeState } from '@/lib/domain/api';
import type { Hex } from '@/lib/domain/codecs';
import type { Fault, FaultKind } from './node-fault';

/** How long a node is spared after a fault, in milliseconds; doubled each time, up to `most`. */
export type Pauses = Record<FaultKind, { first: number; most: number }>;

/** A fault this long ago is forgotten: the next one is spared for no longer than the first. */
const FORGET_MS = 10 * 60_000;
/** Share of the newest measurement in the moving average. */
const NEWEST = 0.2;
const MOST_SEEN = 256;

type Block = { number: number; hash: Hex };

/** What is known of one node, as it was seen. Times are of this computer's clock, in milliseconds. */
export class Standing {
  /** the newest block that it told of */
  head: Block | null = null;
  latencyMs: number | null = null;
  answeredAt = 0;
  /** whether it was seen to be on the deployment's chain, with nothing wrong since */
  verified = false;
  /** the last one; kept when it is over, so that the next of its kind counts as another */
  #fault: (Fault & { at: number; until: number; times: number; over: boolean }) | null = null;
  /** when it reached which height, oldest first */
  #reached: { number: number; at: number }[] = [];

  constructor(
    readonly name: string,
    readonly pauses: Pauses,
  ) {}

  answered(tookMs: number, now: number): void {
    this.answeredAt = now;
    this.latencyMs = this.latencyMs === null ? tookMs : this.latencyMs + (tookMs - this.latencyMs) * NEWEST;
  }

  sawHead({ number, hash }: Block, now: number): void {
    this.head = { number, hash };
    this.#reached = this.#reached.filter((one) => one.number < number);
    this.#reached.push({ number, at: now });
    if (this.#reached.length > MOST_SEEN) this.#reached.shift();
  }

  /** The height that it had reached at `time`; null when that is not remembered. */
  heightAt(time: number): number | null {
    return this.#reached.findLast(({ at }) => at <= time)?.number ?? null;
  }

  failed(fault: Fault, now: number): void {
    // Whatever answers next at this address may be another node.
    if (fault.kind === 'silent' || fault.kind === 'wrong-chain') this.verified = false;
    const before = this.#fault;
    // Not answering either does not make up for a lie.
    if (this.fault(now)?.kind === 'lying' && fault.kind !== 'lying') return;
    const again = before?.kind === fault.kind && now - before.at < FORGET_MS;
    const times = again ? before.times + 1 : 1;
    const { first, most } = this.pauses[fault.kind];
    const pause = fault.pauseMs ?? Math.min(most, first * 2 ** (times - 1));
    this.#fault = { ...fault, at: now, until: now + pause, times, over: false };
  }

  /** It answers again, or keeps up again. A lie is not made good by an answer. */
  mended(): void {
    if (this.#fault && this.#fault.kind !== 'lying') this.#fault.over = true;
  }

  /** What stands against it now. */
  fault(now: number): Fault | null {
    if (!this.#fault || this.#fault.over) return null;
    const { kind, until } = this.#fault;
    // Whoever was silent must answer first; the others are given another chance when their time is over.
    const forgiven = (kind === 'lying' || kind === 'limited') && now >= until;
    return forgiven ? null : this.#fault;
  }

  isGood = (now: number): boolean => this.fault(now) === null;

  /** Whether it may be asked how it is. */
  mayBeAsked(now: number): boolean {
    const fault = this.fault(now);
    const answers = fault === null || fault.kind === 'behind' || fault.kind === 'lying';
    return answers || now >= (this.#fault?.until ?? 0);
  }

  state(best: number | null, inUse: boolean, now: number): NodeState {
    const fault = this.fault(now);
    const head = this.head?.number ?? null;
    return {
      name: this.name,
      inUse,
      head,
      lagBlocks: head === null || best === null ? null : Math.max(0, best - head),
      latencyMs: this.latencyMs === null ? null : Math.round(this.latencyMs * 10) / 10,
      status: fault?.kind ?? (this.answeredAt === 0 ? 'unknown' : 'good'),
      reason: fault?.reason ?? null,
    };
  }
}
