import { duration } from '@/components/ui/time-text';
import { formatCount } from '@/lib/domain/text';
import type { FreshnessState } from '@/lib/live/live-store';

/** How fresh the page is, in words short enough for the header. */
export function freshnessWords(state: FreshnessState, ageSeconds: number): string {
  const age = Math.floor(ageSeconds);
  switch (state) {
    case 'live':
      return age < 2 ? 'just now' : `${duration(age)} ago`;
    case 'polling':
      return `every 5 s · ${duration(age)} ago`;
    case 'stale':
      return `${duration(age)} old`;
    case 'down':
      return `offline · ${duration(age)} old`;
  }
}

export const formatBlock = (block: number): string => formatCount(block);
