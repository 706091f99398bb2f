'use client';
'use no memo';
import { useFreshness } from '@/components/live/live-context';
import { cx } from '@/components/ui/cx';
import { LazyPopover } from '@/components/ui/lazy-popover';
import { Time } from '@/components/ui/time';
import type { FreshnessState } from '@/lib/live/live-store';
import { formatBlock, freshnessWords } from './freshness-text';

const meaning: Record<FreshnessState, string> = {
  live: 'Live: each block reaches this page as it is made.',
  polling: 'The live stream is gone. This page asks again every few seconds, and goes live again by itself.',
  stale:
    'No block for a while: the chain, or the node that this server asks, is silent. What you see is old.',
  down: 'The server does not answer. What you see is old; it comes back by itself.',
};

/** Fresh or not, always in sight: a dot, the block, its age. Amber, square and in words when it is not. */
export function Freshness() {
  const { state, block, timestamp, ageSeconds } = useFreshness();
  const fresh = state === 'live' || state === 'polling';
  return (
    <>
      <LazyPopover
        label="How fresh this page is"
        className={cx(
          'inline-flex min-h-9 items-center gap-2 rounded-m px-2 text-small whitespace-nowrap tabular-nums',
          fresh ? 'text-ink-2 hover:text-ink' : 'text-claimed',
        )}
        trigger={
          <>
            <span
              aria-hidden="true"
              className={cx(
                'size-[7px] shrink-0',
                state === 'live' && 'rounded-full bg-locked ring-4 ring-locked-soft',
                state === 'polling' && 'rounded-full bg-settling ring-4 ring-settling-soft',
                !fresh && 'rotate-45 bg-claimed ring-4 ring-claimed-soft',
              )}
            />
            <span className="text-left lg:min-w-16">
              {block !== null && <span className="max-lg:hidden">Block {formatBlock(block)} · </span>}
              {freshnessWords(state, ageSeconds)}
            </span>
          </>
        }
      >
        <p className="text-ink">{meaning[state]}</p>
        {block !== null && timestamp !== null && (
          <p className="mt-1.5">
            Block {formatBlock(block)}, made <Time at={timestamp} form="full" />.
          </p>
        )}
      </LazyPopover>
      <span role="status" className="sr-only">
        {fresh ? '' : meaning[state]}
      </span>
    </>
  );
}

/** What the page cannot hide when nothing new arrives: how old its numbers are. */
export function StaleBanner() {
  const { state, block, ageSeconds } = useFreshness();
  if (state !== 'stale' && state !== 'down') return null;
  const age = freshnessWords('stale', ageSeconds);
  return (
    <div data-testid="stale-banner" className="border-b border-line bg-claimed-soft text-claimed">
      <p className="page py-2.5 text-table">
        <strong className="font-semibold">
          {state === 'down' ? 'The server does not answer.' : 'No new block arrives.'}
        </strong>{' '}
        <span className="text-ink">
          {block === null
            ? 'There is nothing to show yet.'
            : `All numbers are from block ${formatBlock(block)}, ${age}.`}{' '}
          This page recovers by itself.
        </span>
      </p>
    </div>
  );
}
