import type { Hex } from '../codecs';
import type { BlockHeader, ChainEvent, EventAt, EventName, EventOf } from '../events';
import { epochStart } from '../pool-math';

/** Blocks and the events in them, told one after the other. */
export class StoryChain {
  readonly blocks: { block: BlockHeader; events: ChainEvent[] }[] = [];
  readonly epochLength: number;
  #events: ChainEvent[] = [];
  #tx = 0;

  constructor({ epochLength = 300, start = 1_700_000_100, fork = '0' } = {}) {
    this.epochLength = epochLength;
    this.fork = fork;
    this.block(0, start);
  }

  /** Makes hashes differ from those of another story. */
  fork: string;

  get now(): number {
    return this.head.timestamp;
  }

  get head(): BlockHeader {
    const last = this.blocks.at(-1);
    if (!last) throw new Error('a story begins with a block');
    return last.block;
  }

  /** Ends the block and begins the next, `seconds` later. */
  block(seconds = 12, timestamp = this.blocks.length === 0 ? 0 : this.now + seconds): this {
    const number = this.blocks.length + 1;
    const parentHash = this.blocks.at(-1)?.block.hash ?? this.hash('parent', 0);
    this.#events = [];
    const block = { number, hash: this.hash(`b${this.fork}`, number), parentHash, timestamp };
    this.blocks.push({ block, events: this.#events });
    return this;
  }

  /** Waits until an epoch has ended. */
  until(epoch: number): this {
    return this.block(0, Math.max(this.now + 1, epochStart(epoch, this.epochLength)));
  }

  /** Any event, in a transaction of its own unless it goes on with the last: for what this class does not play. */
  tell<Name extends EventName>(name: Name, args: EventOf<Name>['args'], { goesOn = false } = {}): this {
    if (!goesOn) this.transaction();
    this.emit(name, args);
    return this;
  }

  protected move(fromPartition: Hex, toPartition: Hex, from: Hex, to: Hex, value: bigint): void {
    this.emit('TransferByPartition', { fromPartition, toPartition, operator: from, from, to, value });
  }

  protected transaction(): void {
    this.#tx += 1;
  }

  protected emit<Name extends EventName>(name: Name, args: EventOf<Name>['args']): void {
    const { number: block, timestamp } = this.head;
    const at: EventAt = {
      block,
      timestamp,
      logIndex: this.#events.length,
      tx: this.hash(`7${this.fork}`, this.#tx),
    };
    // The union's members are just such triples of a name, its place and its arguments.
    this.#events.push({ name, at, args } as ChainEvent);
  }

  protected hash(kind: string, n: number): Hex {
    const prefix = [...kind].map((char) => char.charCodeAt(0).toString(16)).join('');
    return `0x${prefix}${n.toString(16).padStart(64 - prefix.length, '0')}`;
  }
}
