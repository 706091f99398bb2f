import type { FollowerState } from '@/lib/domain/api';

/** Blocks that a server may be behind and still count as ready. */
const MOST_LAG = 10;

/** Why the server should get no visitors just now, in words; null when it may. */
export function whyNotReady({ status, head, lagBlocks, lastError }: FollowerState): string | null {
  switch (status) {
    case 'starting':
      return 'The chain is being asked for its newest block.';
    case 'backfilling':
      return `The database is being filled: ${lagBlocks ?? 'an unknown number of'} blocks to go.`;
    case 'stalled':
      return lastError ?? 'The chain cannot be followed.';
    case 'live':
      if (head === null) return 'No block has been read from the chain yet.';
      return lagBlocks !== null && lagBlocks > MOST_LAG ? `${lagBlocks} blocks behind the chain.` : null;
  }
}
