'use client';
import { useQuery } from '@tanstack/react-query';
import { useNames } from '@/components/shell/use-name';
import { Dollars } from '@/components/stake/preview-lines';
import { Worth } from '@/components/stake/worth';
import { Amount } from '@/components/ui/amount';
import { EmptyState } from '@/components/ui/empty-state';
import { Explain } from '@/components/ui/explain';
import { KeyValues } from '@/components/ui/key-values';
import { Link } from '@/components/ui/link';
import { Panel, PanelHeader } from '@/components/ui/panel';
import { Time } from '@/components/ui/time';
import type { AccountAnswer, LockRow, Price } from '@/lib/domain/api';
import { formatBps } from '@/lib/domain/money';
import { utilisationBps } from '@/lib/domain/pool-math';
import { formatCount, shortHex } from '@/lib/domain/text';
import { locksQueryOptions, poolsQueryOptions } from '@/lib/live/queries';
import { type Exposure, exposuresOf, shareOfLock } from './exposure';

/** Locks that are asked for, and the largest of them that are shown. */
const ASKED = 100;
const SHOWN = 5;

/** Which open payments the account's stakes stand behind, how much of each is its own, and the worst that can come. */
export function ExposurePanel({ account, now }: { account: AccountAnswer; now: number }) {
  const { data } = useQuery(poolsQueryOptions());
  if (!data) return null;
  const exposures = exposuresOf(account, data, now);
  if (exposures.length === 0) return null;
  return (
    <Panel aria-labelledby="exposure">
      <PanelHeader
        id="exposure"
        title="What the stakes stand behind"
        hint="Open payments, this account’s part of each, and the worst case"
      />
      {exposures.map((one) => (
        <PoolExposure key={one.pool} exposure={one} price={data.price} />
      ))}
    </Panel>
  );
}

function PoolExposure({ exposure, price }: { exposure: Exposure; price: Price | null }) {
  const { tag, worth, worst, locked, openLocks, shares, of } = exposure;
  return (
    <section aria-label={`Open payments of ${tag}`} className="border-t border-line pt-3">
      <h3 className="px-4 pb-2 text-body font-medium sm:px-5">{tag}</h3>
      <KeyValues
        items={[
          {
            key: 'share',
            label: (
              <Explain term="Share of the pool">Of every loss in it, this part is the account’s.</Explain>
            ),
            value: formatBps(utilisationBps(shares, of)),
          },
          {
            key: 'locked',
            label: 'Locked for open payments, in all',
            value: (
              <>
                <Amount wei={locked} decimals={2} unit />
                <span className="font-normal text-ink-3"> in {formatCount(openLocks)}</span>
              </>
            ),
          },
          {
            key: 'worst',
            label: (
              <Explain term="If every one of them failed">
                All open payments of the pool fail before any settles, and each merchant is paid in full.
              </Explain>
            ),
            value: (
              <>
                <span className="text-drawn">
                  −<Worth wei={worst} />
                </span>
                <Dollars wei={worst} price={price} />
                <span className="block text-small font-normal text-ink-3">
                  {formatBps(utilisationBps(worst, worth))} of what is staked
                </span>
              </>
            ),
          },
        ]}
      />
      {openLocks > 0 && <LargestLocks exposure={exposure} />}
    </section>
  );
}

function LargestLocks({ exposure }: { exposure: Exposure }) {
  const { data } = useQuery(locksQueryOptions({ pool: exposure.pool, status: 'live', limit: ASKED }));
  if (!data) return null;
  if (data.locks.length === 0) {
    return <EmptyState title="No payment is open just now" className="!py-6" />;
  }
  const largest = data.locks.toSorted((a, b) => (a.remaining < b.remaining ? 1 : -1)).slice(0, SHOWN);
  return (
    <>
      <ul aria-label={`The largest open payments of ${exposure.tag}`}>
        {largest.map((lock) => (
          <LockLine key={lock.paymentId} lock={lock} mine={shareOfLock(exposure, lock)} />
        ))}
      </ul>
      {data.total > largest.length && (
        <p className="border-t border-line px-4 py-3 text-small text-ink-3 sm:px-5">
          {data.total > ASKED && `The largest of the newest ${ASKED}. `}
          <Link href={`/locks?pool=${exposure.pool}&status=live`} className="link">
            All {formatCount(data.total)} open payments of {exposure.tag}
          </Link>
        </p>
      )}
    </>
  );
}

function LockLine({ lock, mine }: { lock: LockRow; mine: bigint }) {
  const nameOf = useNames();
  return (
    <li className="flex items-baseline justify-between gap-4 border-t border-line px-4 py-2.5 text-table sm:px-5">
      <span className="min-w-0">
        <Link href={`/payments/${lock.paymentId}`} className="link">
          {nameOf(lock.merchant) ?? shortHex(lock.merchant)}
        </Link>
        <span className="block text-small text-ink-3">
          until <Time at={lock.expiresAt} form="minute" />
        </span>
      </span>
      <span className="text-right">
        <Worth wei={mine} className="font-medium" />
        <span className="block text-small text-ink-3">
          of <Amount wei={lock.remaining} decimals={2} unit />
        </span>
      </span>
    </li>
  );
}
