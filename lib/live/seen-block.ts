import { SEEN_BLOCK } from '@/lib/domain/api';
import { liveId, type SeenBlock } from '@/lib/domain/live-id';

/**
 * The newest block that the stream has brought this page. Another instance may answer the page's next request, and may
 * not have heard of it yet: so each request says it. Only ever set in a browser.
 */
let seen: SeenBlock | null = null;

/** Also of an older one, after a rollback. */
export function sawBlock(block: SeenBlock): void {
  seen = block;
}

/** Null before the stream has brought one. */
export const seenBlock = (): SeenBlock | null => seen;

export const seenHeaders = (): Record<string, string> =>
  seen === null ? {} : { [SEEN_BLOCK]: liveId(seen) };
