'use client';
import Link from 'next/link';
import { useState } from 'react';
import { useNames } from '@/components/shell/use-name';
import { Amount } from '@/components/ui/amount';
import { cx } from '@/components/ui/cx';
import { EmptyState } from '@/components/ui/empty-state';
import { Address, Hash } from '@/components/ui/hex';
import { Select } from '@/components/ui/input';
import { Panel, PanelHeader } from '@/components/ui/panel';
import { Table, Td, Th } from '@/components/ui/table';
import { Time } from '@/components/ui/time';
import type { AccountAnswer, AccountEntry } from '@/lib/domain/api';
import { poolName } from '@/lib/domain/explanation';
import { changeOf, entryKinds, entryWords } from './history-lines';

/** How many lines an answer holds at most: older ones exist, and that is said. */
const MOST_LINES = 200;

/** What happened to an address, newest first, by kind if one likes. */
export function HistoryPanel({ history }: { history: AccountAnswer['history'] }) {
  const [kind, setKind] = useState<AccountEntry['kind'] | 'all'>('all');
  const present = entryKinds.filter((one) => history.some((entry) => entry.kind === one));
  const shown = kind === 'all' ? history : history.filter((entry) => entry.kind === kind);
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
              <Line key={`${entry.at.block}/${entry.at.logIndex}/${entry.kind}`} entry={entry} />
            ))}
          </tbody>
        </Table>
      )}
    </Panel>
  );
}

function Line({ entry }: { entry: AccountEntry }) {
  const change = changeOf(entry);
  return (
    <tr className="hover:bg-hover">
      <Td>
        <span className={cx('font-medium', entry.kind === 'loss' && 'text-drawn')}>
          {entryWords[entry.kind]}
        </span>{' '}
        <Where entry={entry} />
      </Td>
      <Td numeric>
        <Signed wei={change.spendable} />
      </Td>
      <Td numeric>
        <Signed wei={change.inPools} />
      </Td>
      <Td className="text-ink-2">
        <Time at={entry.at.timestamp} form="day" /> <Time at={entry.at.timestamp} form="minute" />
      </Td>
      <Td className="text-ink-2">
        <Hash value={entry.at.tx} what="Transaction" />
      </Td>
    </tr>
  );
}

/** The other side of a line: the pool, the payment, the counterparty. */
function Where({ entry }: { entry: AccountEntry }) {
  const nameOf = useNames();
  const { pool, paymentId, counterparty, kind } = entry;
  return (
    <span className="text-ink-2">
      {pool && `${kind === 'staked' || kind === 'loss' ? 'in' : 'from'} ${poolName(pool)}`}
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
          {kind === 'received' ? 'from' : 'to'} <Address value={counterparty} name={nameOf(counterparty)} />
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
