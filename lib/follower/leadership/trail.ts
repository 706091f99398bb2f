import type { BlockHeader } from '@/lib/domain/events';
import type { FollowerMessage } from '../sync';

/** Deeper than any reorg that a chain of ours has seen: behind it, clients start over. */
const KEPT = 2_000;

/** Where this process has got to: the newest blocks that it has published, oldest first. */
export type Trail = {
  head(): BlockHeader | null;
  /** newest first */
  blocks(): BlockHeader[];
  add(message: FollowerMessage): void;
  /** Forgets what was, and stands at the last of these, which follow on each other. */
  begin(blocks: readonly BlockHeader[]): void;
};

export function createTrail(): Trail {
  let blocks: BlockHeader[] = [];
  return {
    head: () => blocks.at(-1) ?? null,
    blocks: () => blocks.toReversed(),
    add(message) {
      switch (message.type) {
        case 'delta':
          // Of a backfill nothing is told.
          if (blocks.at(-1)?.hash !== message.block.parentHash) blocks = [];
          blocks.push(message.block);
          if (blocks.length > KEPT) blocks.shift();
          return;
        case 'rollback': {
          const { ancestor } = message;
          blocks = blocks.filter(({ number }) => number < ancestor.number);
          blocks.push(ancestor);
        }
      }
    },
    begin(next) {
      blocks = next.slice(-KEPT);
    },
  };
}
