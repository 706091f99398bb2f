import type { BlockHeader } from '@/lib/domain/events';
import type { WriteTx } from './connection';

/** Where every instance listens for where the database has got to. A notification may be lost: it is a hint. */
export const NEWS = 'ampledge_news';

/** Tells the others, with the commit, which block is now the newest; after a rollback that is an older one. */
export const announceHead = (tx: WriteTx, { number, hash }: Pick<BlockHeader, 'number' | 'hash'>): void =>
  tx.notify(NEWS, `${number}-${hash}`);
