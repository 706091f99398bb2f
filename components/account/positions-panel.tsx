'use client';
import { ExactAmount } from '@/components/stake/exact-amount';
import { Link } from '@/components/ui/link';
import { Panel, PanelHeader } from '@/components/ui/panel';
import { RowTh, Table, Td, Th } from '@/components/ui/table';
import { Time } from '@/components/ui/time';
import type { AccountPosition } from '@/lib/domain/api';

const columns = ['Worth now', 'Staked', 'Lost', 'Paid out'] as const;

/** What went into each pool and what became of it, each figure to the wei on a tap. */
export function PositionsPanel({ positions }: { positions: AccountPosition[] }) {
  return (
    <Panel aria-labelledby="positions">
      <PanelHeader
        id="positions"
        title="Stakes"
        hint="What went in, what it is worth, what failed payments took, what came back"
      />
      <ul className="sm:hidden">
        {positions.map((one) => (
          <li key={one.pool} className="border-t border-line px-4 py-3.5">
            <Link href={`/stake?pool=${one.poolTag}`} className="text-body font-medium">
              {one.poolTag}
            </Link>
            {one.closed && <Closed />}
            <dl className="mt-2 grid grid-cols-2 gap-x-4 gap-y-2.5 text-table">
              {figuresOf(one).map(({ label, wei, what }) => (
                <div key={label}>
                  <dt className="text-small text-ink-3">{label}</dt>
                  <dd>
                    <ExactAmount wei={wei} what={what} />
                  </dd>
                </div>
              ))}
            </dl>
          </li>
        ))}
      </ul>
      <div className="max-sm:hidden">
        <Table label="Stakes by pool">
          <thead>
            <tr>
              <Th>Pool</Th>
              {columns.map((column) => (
                <Th key={column} numeric>
                  {column}
                </Th>
              ))}
              <Th numeric>Since</Th>
            </tr>
          </thead>
          <tbody>
            {positions.map((one) => (
              <tr key={one.pool}>
                <RowTh>
                  <Link href={`/stake?pool=${one.poolTag}`} className="hover:underline">
                    {one.poolTag}
                  </Link>
                  {one.closed && <Closed />}
                </RowTh>
                {figuresOf(one).map(({ label, wei, what }) => (
                  <Td key={label} numeric>
                    <ExactAmount wei={wei} what={what} />
                  </Td>
                ))}
                <Td numeric className="text-ink-2">
                  <Time at={one.since.timestamp} form="day" />
                </Td>
              </tr>
            ))}
          </tbody>
        </Table>
      </div>
    </Panel>
  );
}

const Closed = () => (
  <span
    title="Losses took nearly all that this generation of the pool had. What is left of it can still be taken out."
    className="ml-2 text-small font-normal text-ink-3"
  >
    ended by losses
  </span>
);

const figuresOf = ({ assets, staked, lost, exited, poolTag }: AccountPosition) => [
  { label: columns[0], wei: assets, what: `Worth in ${poolTag}` },
  { label: columns[1], wei: staked, what: `Staked in ${poolTag}` },
  { label: columns[2], wei: lost, what: `Lost in ${poolTag}` },
  { label: columns[3], wei: exited, what: `Paid out of ${poolTag}` },
];
