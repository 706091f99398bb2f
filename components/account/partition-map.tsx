'use client';
import { Worth } from '@/components/stake/worth';
import { Amount } from '@/components/ui/amount';
import { cx } from '@/components/ui/cx';
import { Address, Hash } from '@/components/ui/hex';
import { Link } from '@/components/ui/link';
import { Notice } from '@/components/ui/notice';
import { Panel, PanelBody, PanelHeader } from '@/components/ui/panel';
import { partsOf } from '@/components/ui/slices';
import { Time } from '@/components/ui/time';
import { relative } from '@/components/ui/time-text';
import { formatAmpShort } from '@/lib/domain/money';
import { holdingFill, holdingRule, holdingTitle } from './holding-words';
import { type Holding, sumOf } from './holdings';

/** Every AMP of an address as one bar of slices, and each slice in words: how much, and what governs it. */
export function PartitionMap({
  holdings,
  readFromChain,
  now,
}: {
  holdings: Holding[];
  /** false when the chain could not be asked for the address's own partitions */
  readFromChain: boolean;
  now: number;
}) {
  const total = sumOf(holdings);
  const label = holdings.map((one) => `${holdingTitle(one)} ${formatAmpShort(one.amount)}`).join(', ');
  return (
    <Panel aria-labelledby="map">
      <PanelHeader id="map" title="Where the AMP is" hint="Read from Amp itself, and from the pools’ books" />
      {!readFromChain && (
        <PanelBody>
          <Notice kind="care" title="The chain could not be asked just now">
            What is spendable, in place or in other partitions is missing below. Stakes and exits are
            complete.
          </Notice>
        </PanelBody>
      )}
      {total > 0n && (
        <PanelBody>
          <div
            role="img"
            aria-label={label}
            className="flex h-12 gap-0.5 overflow-hidden rounded-m bg-sunken sm:h-16"
          >
            {holdings.map((one) => (
              <span
                key={one.key}
                title={`${holdingTitle(one)}, ${formatAmpShort(one.amount)} AMP`}
                className={cx('min-w-1.5 basis-0', holdingFill[one.kind])}
                style={{ flexGrow: partsOf(one.amount, total) }}
              />
            ))}
          </div>
        </PanelBody>
      )}
      <ul>
        {holdings.map((one) => (
          <li key={one.key} className="flex gap-3 border-t border-line px-4 py-3.5 sm:px-5">
            <span
              aria-hidden="true"
              className={cx('mt-1.5 size-2.5 shrink-0 rounded-[3px]', holdingFill[one.kind])}
            />
            <div className="min-w-0 grow">
              <p className="text-body font-medium">{holdingTitle(one)}</p>
              <p className="max-w-[76ch] text-table text-ink-2">{holdingRule(one)}</p>
              <Details holding={one} now={now} />
            </div>
            <span className="shrink-0 text-body font-medium">
              {one.kind === 'spendable' ? (
                <Amount wei={one.amount} decimals={2} unit />
              ) : (
                <Worth wei={one.amount} />
              )}
            </span>
          </li>
        ))}
      </ul>
    </Panel>
  );
}

/** What else there is to know of a slice, one quiet line. */
function Details({ holding, now }: { holding: Holding; now: number }) {
  const line = 'mt-1 flex flex-wrap gap-x-3 text-small text-ink-3';
  switch (holding.kind) {
    case 'spendable':
      return null;
    case 'staked':
      return (
        <p className={line}>
          <Link href={`/stake?pool=${holding.tag}`} className="link">
            The pool
          </Link>
        </p>
      );
    case 'leaving':
    case 'due':
      return (
        <p className={line}>
          <span>
            {holding.kind === 'due' ? 'Due since' : 'Due'} <Time at={holding.exitAt} form="full" />,{' '}
            {relative(holding.exitAt, now)}
          </span>
        </p>
      );
    case 'in-place':
    case 'pool':
      return (
        <p className={line}>
          {holding.kind === 'in-place' && holding.ours && (
            <Link href="/wallet" className="link">
              Limit, take out, leave
            </Link>
          )}
          <span>
            Manager <Address value={holding.manager} />
          </span>
          <span>
            Partition <Hash value={holding.id} what="Partition" />
          </span>
        </p>
      );
    case 'unknown':
      return (
        <p className={line}>
          <span>
            Partition <Hash value={holding.id} what="Partition" />
          </span>
        </p>
      );
  }
}
