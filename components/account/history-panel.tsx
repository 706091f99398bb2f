'use client';
import { useState } from 'react';
import { useNames } from '@/components/shell/use-name';
import { Amount } from '@/components/ui/amount';
import { Button } from '@/components/ui/button';
import { cx } from '@/components/ui/cx';
import { EmptyState } from '@/components/ui/empty-state';
import { Address, Hash } from '@/components/ui/hex';
import { Select } from '@/components/ui/input';
import { Link } from '@/components/ui/link';
import { Panel, PanelHeader } from '@/components/ui/panel';
import { Table, Td, Th } from '@/components/ui/table';
import { Time } from '@/components/ui/time';
import type { AccountAnswer, AccountEntry } from '@/lib/domain/api';
import { entryKinds } from '@/lib/domain/entry-kinds';
import { poolName } from '@/lib/domain/pool-name';
import { changeOf, entryWords } from './history-lines';

/** How many lines an answer holds at most: older ones exist, and that is said. */
const MOST_LINES = 200;

/** Lines at first, and how many come with each press: most people look for what was last. */
const FIRST_LINES = 20;
const MORE_LINES = 60;

/** What happened to an address, newest first, by kind if one likes. */
export function HistoryPanel({ address, history }: Pick<AccountAnswer, 'address' | 'history'>) {
  const [kind, setKind] = useState<AccountEntry['kind'] | 'all'>('all');
  const present = entryKinds.filter((one) => history.some((entry) => entry.kind === one));
  const [count, setCount] = useState(FIRST_LINES);
  const chosen = kind === 'all' ? history : history.filter((entry) => entry.kind === kind);
  const shown = chosen.slice(0, count);
  const more = Math.min(MORE_LINES, chosen.length - shown.length);
  return (
    <Panel aria-labelledby="history">
      <PanelHeader
        id="history"
        title="History"
        hint={history.length >= MOST_LINES ? `The newest ${MOST_LINES} lines` : undefined}
        aside={
          present.length > 1 && (
            <Select
              aria-label="Show"
              value={kind}
              onChange={(event) => setKind(entryKinds.find((one) => one === event.target.value) ?? 'all')}
            >
              <option value="all">Everything</option>
              {present.map((one) => (
                <option key={one} value={one}>
                  {entryWords[one]}
                </option>
              ))}
            </Select>
          )
        }
      />
      {shown.length === 0 ? (
        <EmptyState title="Nothing has happened yet" className="!py-8">
          Stakes, exits, losses and transfers appear here, each with its transaction.
        </EmptyState>
      ) : (
        <>
          <ul className="sm:hidden">
            {shown.map((entry) => (
              <ShortLine key={keyOf(entry)} entry={entry} />
            ))}
          </ul>
          <div className="max-sm:hidden">
            <Table label="History">
              <thead>
                <tr>
                  <Th>What</Th>
                  <Th numeric>Spendable</Th>
                  <Th numeric>In pools</Th>
                  <Th>When</Th>
                  <Th>Transaction</Th>
                </tr>
              </thead>
              <tbody>
                {shown.map((entry) => (
                  <Line key={keyOf(entry)} entry={entry} />
                ))}
              </tbody>
            </Table>
          </div>
          {more > 0 && (
            <p className="border-t border-line px-4 py-3 sm:px-5">
              <Button size="s" onClick={() => setCount(count + more)}>
                Show {more} more
              </Button>
              <span className="pl-3 text-small text-ink-3">
                {shown.length} of {chosen.length} are shown
              </span>
            </p>
          )}
        </>
      )}
      {history.length > 0 && <Downloads address={address} />}
    </Panel>
  );
}

const downloads = [
  { file: 'history', words: 'All of it, to the wei; its sum is what is there:', what: 'The history' },
  { file: 'lots', words: 'Lots for a tax report, first in, first out:', what: 'The lots' },
] as const;

function Downloads({ address }: { address: AccountAnswer['address'] }) {
  return (
    <ul className="flex flex-col gap-1 border-t border-line px-4 py-3 text-small text-ink-3 sm:px-5">
      {downloads.map(({ file, words, what }) => (
        <li key={file} className="flex flex-wrap gap-x-4">
          <span>{words}</span>
          {(['csv', 'json'] as const).map((format) => (
            <a key={format} href={`/api/accounts/${address}/${file}.${format}`} download className="link">
              <span className="sr-only">{what} as </span>
              {format.toUpperCase()}
            </a>
          ))}
        </li>
      ))}
    </ul>
  );
}

/** One event can be two lines: a transfer to oneself is sent and received. */
const keyOf = ({ at, kind }: AccountEntry): string => `${at.block}/${at.logIndex}/${kind}`;

const Kind = ({ kind }: { kind: AccountEntry['kind'] }) => (
  <span className={cx('font-medium', kind === 'loss' && 'text-drawn')}>{entryWords[kind]}</span>
);

const When = ({ at }: { at: AccountEntry['at'] }) => (
  <>
    <Time at={at.timestamp} form="day" /> <Time at={at.timestamp} form="minute" />
  </>
);

/** On a phone: what and how much, then when. What moved within the account is told by the words. */
function ShortLine({ entry }: { entry: AccountEntry }) {
  const { spendable, inPools } = changeOf(entry);
  return (
    <li className="flex items-baseline justify-between gap-3 border-t border-line px-4 py-3 text-table">
      <div className="min-w-0">
        <p>
          <Kind kind={entry.kind} /> <Where entry={entry} />
        </p>
        <p className="text-small text-ink-3">
          <When at={entry.at} /> · <Hash value={entry.at.tx} what="Transaction" />
        </p>
      </div>
      <span className="shrink-0">
        <Signed wei={spendable ?? inPools} />
      </span>
    </li>
  );
}

function Line({ entry }: { entry: AccountEntry }) {
  const change = changeOf(entry);
  return (
    <tr className="hover:bg-hover">
      <Td>
        <Kind kind={entry.kind} /> <Where entry={entry} />
      </Td>
      <Td numeric>
        <Signed wei={change.spendable} />
      </Td>
      <Td numeric>
        <Signed wei={change.inPools} />
      </Td>
      <Td className="text-ink-2">
        <When at={entry.at} />
      </Td>
      <Td className="text-ink-2">
        <Hash value={entry.at.tx} what="Transaction" />
      </Td>
    </tr>
  );
}

/** A line of the pool that it goes into, or is in already. */
const entersOrStays = (kind: AccountEntry['kind']): boolean =>
  kind === 'staked' || kind === 'loss' || kind === 'deposited' || kind === 'enrolled';

/** The other side of a line: the pool, the payment, the counterparty. */
function Where({ entry }: { entry: AccountEntry }) {
  const nameOf = useNames();
  const { pool, paymentId, counterparty, kind } = entry;
  return (
    <span className="text-ink-2">
      {pool && `${entersOrStays(kind) ? 'in' : 'from'} ${poolName(pool)}`}
      {paymentId && (
        <>
          {pool && ', '}
          <Link href={`/payments/${paymentId}`} className="link">
            {kind === 'loss' ? 'payment' : 'for a payment'}
          </Link>
        </>
      )}
      {counterparty && kind !== 'loss' && (
        <>
          {' '}
          {kind === 'received' || kind === 'deposited' ? 'from' : 'to'}{' '}
          <Address value={counterparty} name={nameOf(counterparty)} />
        </>
      )}
    </span>
  );
}

function Signed({ wei }: { wei: bigint | null }) {
  if (wei === null || wei === 0n) return <span className="text-ink-3">–</span>;
  return (
    <span>
      {wei > 0n && '+'}
      <Amount wei={wei} decimals={2} />
    </span>
  );
}
