'use client';
import { useSuspenseQuery } from '@tanstack/react-query';
import { PageTitle } from '@/components/shell/page-title';
import { useClaim } from '@/components/shell/use-claim';
import { useNames } from '@/components/shell/use-name';
import { Amount } from '@/components/ui/amount';
import { EmptyState } from '@/components/ui/empty-state';
import { ShortHex } from '@/components/ui/hex';
import { Link } from '@/components/ui/link';
import { Panel } from '@/components/ui/panel';
import { RowTh, Table, Td, Th } from '@/components/ui/table';
import { Tag } from '@/components/ui/tag';
import { Time } from '@/components/ui/time';
import { formatCount } from '@/lib/domain/text';
import { merchantsQueryOptions } from '@/lib/live/queries';

/** Everyone whose payments can be guaranteed, by name: an order that does not change while one reads. */
export function MerchantList() {
  const { data } = useSuspenseQuery(merchantsQueryOptions());
  const nameOf = useNames();
  const { guaranteed, Guaranteed } = useClaim();
  const rows = data.merchants
    .map((merchant) => ({ ...merchant, name: nameOf(merchant.address) }))
    .sort((a, b) => (a.name ?? a.address).localeCompare(b.name ?? b.address, 'en'));
  const covered = rows.filter((merchant) => merchant.liveCount > 0).length;
  return (
    <>
      <PageTitle title={headline(rows.length, covered, guaranteed)}>
        Collateral can be locked for a payment once its merchant is registered on chain.
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
                  {Guaranteed} now
                </Th>
                <Th numeric className="border-t-0 max-sm:hidden">
                  AMP behind it
                </Th>
                <Th numeric className="border-t-0 max-sm:hidden">
                  Payments so far
                </Th>
                <Th className="border-t-0 pl-8 max-sm:hidden">Registered</Th>
              </tr>
            </thead>
            <tbody>
              {rows.map((merchant) => (
                <tr key={merchant.address} className="relative hover:bg-hover">
                  <RowTh>
                    <Link href={`/merchants/${merchant.address}`} className="after:absolute after:inset-0">
                      {merchant.name ?? 'Merchant'}
                    </Link>{' '}
                    <ShortHex value={merchant.address} className="font-normal" />
                    {!merchant.registered && (
                      <Tag tone="neutral" className="ml-2">
                        No longer registered
                      </Tag>
                    )}
                  </RowTh>
                  <Td numeric>{formatCount(merchant.liveCount)}</Td>
                  <Td numeric className="max-sm:hidden">
                    <Amount wei={merchant.liveWei} />
                  </Td>
                  <Td numeric className="max-sm:hidden">
                    {formatCount(merchant.totalCount)}
                  </Td>
                  <Td className="pl-8 text-ink-2 max-sm:hidden">
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

function headline(all: number, covered: number, guaranteed: string): string {
  if (all === 0) return 'No merchant is registered yet.';
  if (covered === 0)
    return `${all} ${all === 1 ? 'merchant accepts' : 'merchants accept'} guaranteed payments.`;
  const who = covered === all && all > 1 ? `All ${all} merchants` : `${covered} of ${all} merchants`;
  return `${who} ${covered === 1 ? 'has' : 'have'} a payment ${guaranteed} right now.`;
}
