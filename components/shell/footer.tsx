'use client';
'use no memo';
import { useDeployment, useFreshness } from '@/components/live/live-context';
import { Address } from '@/components/ui/hex';
import { ZoneNote } from '@/components/ui/time';
import { formatBlock } from './freshness-text';

/** Where the numbers come from, and what they are worth. */
export function Footer() {
  const { block, timestamp } = useFreshness();
  const { chainId, local, collateralPool } = useDeployment();
  return (
    <footer className="mt-16 border-t border-line text-small text-ink-3 max-md:pb-20">
      <div className="page flex flex-wrap justify-between gap-x-10 gap-y-3 py-6">
        <p className="max-w-[64ch]">
          {block === null ? (
            'No block is known yet.'
          ) : (
            <>
              <ZoneNote at={timestamp ?? 0} /> Read at block{' '}
              <span className="tabular-nums">{formatBlock(block)}</span>, the chain’s latest. A block this
              young can still be replaced; each payment says how final its own is.
            </>
          )}
        </p>
        <p className="flex flex-wrap gap-x-4 gap-y-1">
          <span>
            {local ? 'Local chain' : 'Chain'} {chainId}
            {local && ', where nothing has value'}
          </span>
          <span>
            Contract <Address value={collateralPool} />
          </span>
        </p>
      </div>
    </footer>
  );
}
