'use client';
'use no memo';
import { useFreshness } from '@/components/live/live-context';
import { formatBlock } from './freshness-text';

/** How to speak of the numbers on the page: of now, or of the block that is the last one known. */
export type Tense = { is: 'is' | 'was'; are: 'are' | 'were'; when: string };

export function useTense(): Tense {
  const { state, block } = useFreshness();
  return state === 'live' || state === 'polling' || block === null
    ? { is: 'is', are: 'are', when: 'right now' }
    : { is: 'was', are: 'were', when: `at block ${formatBlock(block)}` };
}
