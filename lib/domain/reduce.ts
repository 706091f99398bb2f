import type { Change, EntityKind, EntityOf } from './entities';
import { keyOf } from './entity-key';
import type { ChainEvent } from './events';
import { reduceAccount } from './reduce-account';
import { reduceAmp } from './reduce-amp';
import { reduceBalance, refuseOverdrawn } from './reduce-balance';
import type { Lookup, ReduceContext } from './reduce-context';
import { reduceHolder } from './reduce-holder';
import { reduceHour } from './reduce-hour';
import { reduceLock } from './reduce-lock';
import { reduceManager } from './reduce-manager';
import { reducePool } from './reduce-pool';
import { reduceRegistration } from './reduce-registration';
import { reduceSlice } from './reduce-slice';
import { reduceTally } from './reduce-tally';
import { reduceWalletPool } from './reduce-wallet-pool';

export { type Move, movesOf } from './reduce-balance';
export { type Lookup, MissingEntityError, type ReduceContext, type TrackedBalances } from './reduce-context';

/**
 * The only place that knows what an event means. Pure: given what is known and one event, it returns the
 * entities that are now different. The follower writes them to the database, the browser to its cache; each part
 * (`reduce-lock`, `reduce-pool`, …) also stands alone, for a reader that keeps only some entities.
 */
export type Reducer = (lookup: Lookup, event: ChainEvent, context: ReduceContext) => Change[];

/** Throws `MissingEntityError` when the event presupposes something that `lookup` does not know. */
export const reduceEvent: Reducer = (lookup, event, context) => {
  // By far the most frequent, and of no concern to the others.
  if (event.name === 'TransferByPartition') return reduceBalance(lookup, event, context);
  return [
    ...reduceLock(lookup, event, context),
    ...reducePool(lookup, event, context),
    ...reduceHour(lookup, event),
    ...reduceWalletPool(lookup, event, context),
    ...reduceHolder(lookup, event, context),
    ...reduceSlice(lookup, event),
    ...reduceAccount(lookup, event),
    ...reduceTally(lookup, event),
    ...reduceBalance(lookup, event, context),
    ...reduceManager(event),
    ...reduceAmp(event),
    ...reduceRegistration(lookup, event),
  ];
};

export const changeKey = (change: Change): string => `${change.kind}/${keyOf(change)}`;

/**
 * Folds the events of a block (or of several, in order) over what is known; later events see what earlier ones
 * changed. Throws `MissingEntityError`.
 */
export function reduceEvents(
  lookup: Lookup,
  events: ChainEvent[],
  context: ReduceContext,
  reduce: Reducer = reduceEvent,
): Change[] {
  const changed = new Map<string, Change>();
  const seen: Lookup = <Kind extends EntityKind>(kind: Kind, key: string) => {
    const change = changed.get(`${kind}/${key}`);
    // A change is stored under its own kind, so its value is of the kind asked for.
    return change ? (change.value as EntityOf[Kind]) : lookup(kind, key);
  };
  for (const event of events) {
    for (const change of reduce(seen, event, context)) changed.set(changeKey(change), change);
  }
  const last = events.at(-1);
  if (last) refuseOverdrawn(changed.values(), last.at);
  return [...changed.values()];
}
