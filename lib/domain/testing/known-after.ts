import type { Change, EntityKind, EntityOf } from '../entities';
import { changeKey, type Lookup, reduceEvents } from '../reduce';
import type { PoolStory } from './pool-story';

/** Everything as the reducer sees it at the end of a story. */
export function knownAfter(story: PoolStory) {
  const known = new Map<string, Change>();
  const lookup: Lookup = <Kind extends EntityKind>(kind: Kind, key: string) =>
    // A change is stored under its own kind.
    known.get(`${kind}/${key}`)?.value as EntityOf[Kind] | undefined;
  for (const { events } of story.blocks) {
    for (const change of reduceEvents(lookup, events, { epochLength: story.epochLength })) {
      known.set(changeKey(change), change);
    }
  }
  const changes = [...known.values()];
  return {
    lookup,
    changes,
    pools: changes.flatMap((change) => (change.kind === 'pool' ? [change.value] : [])),
    epochs: changes.flatMap((change) => (change.kind === 'epoch' ? [change.value] : [])),
  };
}
