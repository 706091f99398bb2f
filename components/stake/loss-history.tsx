'use client';
import { useNames } from '@/components/shell/use-name';
import { Amount } from '@/components/ui/amount';
import { EmptyState } from '@/components/ui/empty-state';
import { ShortHex } from '@/components/ui/hex';
import { Link } from '@/components/ui/link';
import { Panel, PanelHeader } from '@/components/ui/panel';
import { Loading, SkeletonRows } from '@/components/ui/skeleton';
import { Time } from '@/components/ui/time';
import type { Loss, PoolAnswer } from '@/lib/domain/api';

const SHOWN = 8;
const MOST_KNOWN = 50;
const MILLIONTHS = 1_000_000n;

/** What failed payments took from everyone in the pool, newest first, each with its share of a stake. */
export function LossHistory({ tag, answer }: { tag: string; answer: PoolAnswer | undefined }) {
  const losses = answer?.losses;
  const nameOf = useNames();
  return (
    <Panel aria-labelledby="losses" className="below-fold">
      <PanelHeader
        id="losses"
        title={`What ${tag} lost`}
        hint="Each of them was borne by everyone in the pool, in proportion to their stakes"
      />
      {losses === undefined ? (
        <Loading what="Reading what was lost">
          <SkeletonRows rows={4} />
        </Loading>
      ) : losses.length === 0 ? (
        <EmptyState title="Nothing, ever">No payment of this pool has failed yet.</EmptyState>
      ) : (
        <>
          <ul>
            {losses.slice(0, SHOWN).map((loss) => (
              <li
                key={`${loss.at.block}-${loss.at.logIndex}`}
                className="flex items-baseline justify-between gap-4 border-t border-line px-4 py-2.5 text-table sm:px-5"
              >
                <span className="min-w-0">
                  <Link href={`/payments/${loss.paymentId}`} className="link">
                    Payment to {nameOf(loss.merchant) ?? <ShortHex value={loss.merchant} />}
                  </Link>
                  <Time at={loss.at.timestamp} form="full" className="block text-small text-ink-3" />
                </span>
                <span className="shrink-0 text-right">
                  <Amount wei={loss.amount} decimals={2} unit />
                  <span className="block text-small text-ink-3">{shareOf(loss)} of each stake</span>
                </span>
              </li>
            ))}
          </ul>
          <p className="border-t border-line px-4 py-3 text-small text-ink-3 sm:px-5">
            {losses.length > SHOWN &&
              `The ${SHOWN} newest of ${losses.length === MOST_KNOWN ? 'at least ' : ''}${losses.length}. `}
            <Link href={`/locks?pool=${answer?.summary.pool.id}&status=drawn`} className="link">
              All payments that were paid from {tag}
            </Link>
          </p>
        </>
      )}
    </Panel>
  );
}

/** Of what was staked before, to a ten-thousandth of a percent. */
function shareOf({ amount, assetsBefore }: Loss): string {
  if (assetsBefore === 0n) return 'all';
  const millionths = (amount * MILLIONTHS) / assetsBefore;
  return millionths === 0n ? 'under 0.0001 %' : `${(Number(millionths) / 10_000).toFixed(4)} %`;
}
