'use client';
import Link from 'next/link';
import { ExactAmount } from '@/components/stake/exact-amount';
import { Panel, PanelHeader } from '@/components/ui/panel';
import { RowTh, Table, Td, Th } from '@/components/ui/table';
import { Time } from '@/components/ui/time';
import type { AccountPosition } from '@/lib/domain/api';

/** What went into each pool and what became of it, each figure to the wei on a tap. */
export function PositionsPanel({ positions }: { positions: AccountPosition[] }) {
  return (
    <Panel aria-labelledby="positions">
      <PanelHeader
        id="positions"
        title="Stakes"
        hint="What went in, what it is worth, what failed payments took, what came back"
      />
      <Table label="Stakes by pool">
        <thead>
          <tr>
            <Th>Pool</Th>
            <Th numeric>Worth now</Th>
            <Th numeric>Staked</Th>
            <Th numeric>Lost</Th>
            <Th numeric>Paid out</Th>
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
              </RowTh>
              <Td numeric>
                <ExactAmount wei={one.assets} what={`Worth in ${one.poolTag}`} />
              </Td>
              <Td numeric>
                <ExactAmount wei={one.staked} what={`Staked in ${one.poolTag}`} />
              </Td>
              <Td numeric>
                <ExactAmount wei={one.lost} what={`Lost in ${one.poolTag}`} />
              </Td>
              <Td numeric>
                <ExactAmount wei={one.exited} what={`Paid out of ${one.poolTag}`} />
              </Td>
              <Td numeric className="text-ink-2">
                <Time at={one.since.timestamp} form="day" />
              </Td>
            </tr>
          ))}
        </tbody>
      </Table>
    </Panel>
  );
}
