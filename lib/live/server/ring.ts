import type { LiveAgreement, LiveMessage } from '@/lib/domain/api';
import { type Point, pointOf } from './frame';

/** A message of the stream; snapshots are made for one client and never kept. */
export type Published = Exclude<LiveMessage, { type: 'snapshot' } | LiveAgreement>;

/** The last messages, oldest first: what a client that was away for a while has missed. */
export class Ring {
  readonly #messages: Published[] = [];
  #pushed = 0;
  #events = 0;

  /** @param size messages that are kept, and `mostEvents` in all of them: blocks may be empty, or hold thousands */
  constructor(
    readonly size: number,
    readonly mostEvents: number,
  ) {}

  /** A block that does not follow on the newest one, as after a backfill, makes all that was before useless. */
  push(message: Published): void {
    const tip = this.tip();
    if (tip && message.type === 'delta' && message.block.parentHash !== tip.hash) this.clear();
    this.#pushed += 1;
    this.#messages.push(message);
    this.#events += eventsIn(message);
    while (
      this.#messages.length > this.size ||
      (this.#events > this.mostEvents && this.#messages.length > 1)
    ) {
      const oldest = this.#messages.shift();
      if (oldest) this.#events -= eventsIn(oldest);
    }
  }

  /** How many messages there ever were: the number of the newest one. */
  get pushed(): number {
    return this.#pushed;
  }

  /** The message of this number, counted from 1; undefined when it is no longer kept, or not there yet. */
  numbered(number: number): Published | undefined {
    return this.#messages[this.#messages.length - 1 - (this.#pushed - number)];
  }

  /** Where the newest message leaves a client; null before the first. */
  tip(): Point | null {
    const last = this.#messages.at(-1);
    return last ? pointOf(last) : null;
  }

  /**
   * What brings a client from `point` to the tip, rollbacks included; null when the ring does not reach back to it.
   * A block may appear twice, before and after a rollback: the later one counts, since nothing is missed after it.
   */
  after(point: Point): Published[] | null {
    const index = this.#messages.findLastIndex((message) => pointOf(message).hash === point.hash);
    if (index !== -1) return this.#messages.slice(index + 1);
    const first = this.#messages[0];
    return first?.type === 'delta' && first.block.parentHash === point.hash ? [...this.#messages] : null;
  }

  /** Forgets all of it, so that nobody is thought to have missed nothing. */
  clear(): void {
    this.#messages.length = 0;
    this.#events = 0;
  }
}

const eventsIn = (message: Published): number => (message.type === 'delta' ? message.events.length : 0);
