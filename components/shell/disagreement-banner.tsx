'use client';
'use no memo';
import { useDisagreement } from '@/components/live/live-context';
import { Link } from '@/components/ui/link';
import { formatBlock } from './freshness-text';

/** While the chain's nodes tell different things, nothing on the page can be relied on: what that means, and what to do. */
export function DisagreementBanner() {
  const disagreement = useDisagreement();
  const { block } = disagreement ?? {};
  return (
    <>
      {disagreement && (
        <div data-testid="disagreement-banner" className="border-b border-line bg-claimed-soft text-claimed">
          <p className="page py-2.5 text-table">
            <strong className="font-semibold">The chain’s nodes disagree.</strong>{' '}
            <span className="text-ink">
              {block ? `They tell different things about block ${formatBlock(block.number)}. ` : ''}
              Until they agree, no payment is certain to be covered: wait before you hand over goods, or ask a
              node that you trust.
            </span>{' '}
            <Link href="/admin#nodes" className="whitespace-nowrap underline underline-offset-4">
              See what each says
            </Link>
          </p>
        </div>
      )}
      <span role="status" className="sr-only">
        {disagreement ? 'The chain’s nodes disagree: no payment is certain to be covered.' : ''}
      </span>
    </>
  );
}
