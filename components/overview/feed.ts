import type { LocksFilter } from '@/lib/live/queries';

/** The latest payments whatever became of them: what the feed lists, and where the bar learns how a lock ended. */
export const FEED = { limit: 20 } as const satisfies LocksFilter;

/** Rows of the feed that are shown. */
export const FEED_ROWS = 10;
