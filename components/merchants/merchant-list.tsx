'use client';
import { useSuspenseQuery } from '@tanstack/react-query';
import Link from 'next/link';
import { PageTitle } from '@/components/shell/page-title';
import { useNames } from '@/components/shell/use-name';
import { Amount } from '@/components/ui/amount';
import { EmptyState } from '@/components/ui/empty-state';
import { ShortHex } from '@/components/ui/hex';
import { Panel } from '@/components/ui/panel';
import { RowTh, Table, Td, Th } from '@/components/ui/table';
import { Tag } from '@/components/ui/tag';
import { Time } from '@/components/ui/time';
import { merchantsQueryOptions } from '@/lib/live/queries';

/** Everyone whose payments can be guaranteed; those with most at stake first. */
export function MerchantList() {
  const { data } = useSuspenseQuery(merchantsQueryOptions());
  const nameOf = useNames();
  const rows = data.merchants.toSorted(
    (a, b) => b.liveCount - a.liveCount || b.totalCount - a.totalCount || (a.address < b.address ? -1 : 1),
  );
  const covered = rows.filter((merchant) => merchant.liveCount > 0).length;
  return (
    <>
      <PageTitle
        title={
          rows.length === 0
            ? 'No merchant is registered yet.'
            : covered === 0
              ? `${rows.length} ${rows.length === 1 ? 'merchant accepts' : 'merchants accept'} guaranteed payments.`
              : `${covered} of ${rows.length} merchants ${covered === 1 ? 'has' : 'have'} a payment guaranteed right now.`
        }
      >
        A payment can be guaranteed once its merchant is registered on chain.
      </PageTitle>
      <Panel aria-label="Merchants">
        {rows.length === 0 ? (
          <EmptyState title="Nobody here yet">
            The registrar of the contract adds merchants, one transaction each.
          </EmptyState>
        ) : (
          <Table label="Merchants">
            <thead>
              <tr>
                <Th className="border-t-0">Merchant</Th>
                <Th numeric className="border-t-0">
                  Guaranteed now
                </Th>
                <Th numeric className="border-t-0">
                  AMP behind it
                </Th>
                <Th numeric className="border-t-0 max-sm:hidden">
                  Payments so far
                </Th>
                <Th className="border-t-0 max-sm:hidden">Registered</Th>
              </tr>
            </thead>
            <tbody>
              {rows.map((merchant) => (
                <tr key={merchant.address} className="relative hover:bg-hover">
                  <RowTh>
                    <Link href={`/merchants/${merchant.address}`} className="after:absolute after:inset-0">
                      {nameOf(merchant.address) ?? 'Merchant'}
                    </Link>{' '}
                    <ShortHex value={merchant.address} className="font-normal" />
                    {!merchant.registered && (
                      <Tag tone="neutral" className="ml-2">
                        No longer registered
                      </Tag>
                    )}
                  </RowTh>
                  <Td numeric>{merchant.liveCount.toLocaleString('en-US')}</Td>
                  <Td numeric>
                    <Amount wei={merchant.liveWei} />
                  </Td>
                  <Td numeric className="max-sm:hidden">
                    {merchant.totalCount.toLocaleString('en-US')}
                  </Td>
                  <Td className="text-ink-2 max-sm:hidden">
                    <Time at={merchant.since} form="day" />
                  </Td>
                </tr>
              ))}
            </tbody>
          </Table>
        )}
      </Panel>
    </>
  );
}
