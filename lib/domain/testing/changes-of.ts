import type { Change, EntityKind, EntityOf } from '../entities';
import { changeKey, reduceEvents } from '../reduce';
import type { PoolStory } from './pool-story';

/** Every pool and epoch as the reducer sees them at the end of a story. */
export function changesOf(story: PoolStory) {
  const known = new Map<string, Change>();
  for (const { events } of story.blocks) {
    const lookup = <Kind extends EntityKind>(kind: Kind, key: string) =>
      // A change is stored under its own kind.
      known.get(`${kind}/${key}`)?.value as EntityOf[Kind] | undefined;
    for (const change of reduceEvents(lookup, events, { epochLength: story.epochLength })) {
      known.set(changeKey(change), change);
    }
  }
  const changes = [...known.values()];
  return {
    pools: changes.flatMap((change) => (change.kind === 'pool' ? [change.value] : [])),
    epochs: changes.flatMap((change) => (change.kind === 'epoch' ? [change.value] : [])),
  };
}
