import type { Hex } from './codecs';
import type { EntityKind, EntityOf } from './entities';
import type { EntityRef } from './entity-key';
import type { EventAt } from './events';

/** What is known before an event, by kind and key. */
export type Lookup = <Kind extends EntityKind>(kind: Kind, key: string) => EntityOf[Kind] | undefined;

/**
 * Which slices of Amp are kept: all, from the token's first block on; or only those in partitions of some owners (our
 * managers), for a token whose past is not known. Nothing enters a manager's partitions before the manager exists.
 */
export type TrackedBalances = 'all' | { owners: readonly Hex[] };

export type ReduceContext = {
  /** seconds */
  epochLength: number;
  /** `'all'` when absent */
  balances?: TrackedBalances;
};

/** An event speaks of something never seen: the follower must stop, the browser must fetch again. */
export class MissingEntityError extends Error {
  constructor(
    readonly ref: EntityRef,
    readonly at: EventAt,
  ) {
    super(`${ref.kind} ${ref.key} is unknown at block ${at.block}, log ${at.logIndex}`);
    this.name = 'MissingEntityError';
  }
}

/** Like `lookup`, but what is missing is an error. */
export const needIn =
  (lookup: Lookup, at: EventAt) =>
  <Kind extends EntityKind>(kind: Kind, key: string): EntityOf[Kind] => {
    const found = lookup(kind, key);
    if (!found) throw new MissingEntityError({ kind, key }, at);
    return found;
  };
