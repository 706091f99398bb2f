'use client';
import { useSuspenseQuery } from '@tanstack/react-query';
import { useChainTime, useDeployment } from '@/components/live/live-context';
import { ampInWords } from '@/components/overview/totals';
import { PageTitle } from '@/components/shell/page-title';
import { useNames } from '@/components/shell/use-name';
import { toHundredth } from '@/components/stake/rounded-amp';
import { TicketList } from '@/components/stake/ticket-list';
import { LinkButton } from '@/components/ui/button';
import { CopyButton } from '@/components/ui/copy-button';
import { EmptyState } from '@/components/ui/empty-state';
import { Panel, PanelHeader } from '@/components/ui/panel';
import { FaucetButton } from '@/components/wallet/faucet-button';
import { accountOf, useWallet } from '@/components/wallet/use-wallet';
import type { Hex } from '@/lib/domain/codecs';
import { accountQueryOptions } from '@/lib/live/queries';
import { ClosedStakes } from './closed-stakes';
import { ExposurePanel } from './exposure-panel';
import { HistoryPanel } from './history-panel';
import { type Holding, holdingsOf, sumOf } from './holdings';
import { SendPanel, WhoElse } from './own-account';
import { PartitionMap } from './partition-map';
import { PositionsPanel } from './positions-panel';

/** Any address: where its AMP is, what it staked, what is on its way out, what happened. No wallet needed. */
export function AccountView({
  address,
  checksum,
  ensName,
}: {
  address: Hex;
  checksum: string;
  /** what the account calls itself, if that leads back to it */
  ensName: string | null;
}) {
  const { data } = useSuspenseQuery(accountQueryOptions(address));
  const now = Math.max(useChainTime(), data.at.timestamp);
  const wallet = useWallet();
  const { local } = useDeployment();
  const name = useNames()(address) ?? ensName;
  const own = accountOf(wallet) === address;
  const manage = own && wallet.status === 'connected';
  const spendable = data.partitions?.find(({ kind }) => kind === 'default')?.amount ?? null;
  const holdings = holdingsOf(data, now);
  const tickets = data.tickets.filter(({ shares }) => shares > 0n);
  const empty = holdings.length === 0 && data.history.length === 0 && data.partitions !== null;
  const who = own ? 'You have' : `${name ?? 'This account'} has`;
  return (
    <>
      <PageTitle title={headline(who, holdings, data.partitions !== null)}>
        <span className="flex flex-wrap items-center gap-x-3 gap-y-1.5">
          {name && <span>{name}</span>}
          <span className="hex break-all">{checksum}</span>
          <CopyButton text={checksum} />
        </span>
      </PageTitle>
      {empty ? (
        <Panel>
          <EmptyState
            title="No AMP has ever been here"
            action={
              own && local ? (
                <FaucetButton account={address} />
              ) : (
                <LinkButton href="/stake" look="primary">
                  See the pools
                </LinkButton>
              )
            }
          >
            {own
              ? 'Send AMP to this account, then stake it in a pool.'
              : 'This address has received no AMP and staked none.'}
          </EmptyState>
        </Panel>
      ) : (
        <div className="grid gap-6">
          <PartitionMap holdings={holdings} readFromChain={data.partitions !== null} now={now} />
          {manage && <SendPanel account={address} spendable={spendable} />}
          {tickets.length > 0 && (
            <Panel aria-labelledby="exits">
              <PanelHeader id="exits" title="On the way out" hint="By the chain’s clock" />
              <TicketList tickets={tickets} now={now} price={data.price} manage={manage} />
            </Panel>
          )}
          {data.positions.length > 0 && <PositionsPanel positions={data.positions} />}
          <ClosedStakes positions={data.positions} manage={manage} />
          <ExposurePanel account={data} now={now} />
          {data.partitions && (
            <WhoElse
              account={address}
              partitions={data.partitions.map(({ partition }) => partition)}
              known={data.operators.map(({ operator }) => operator)}
              manage={manage}
            />
          )}
          <HistoryPanel address={address} history={data.history} />
        </div>
      )}
    </>
  );
}

/** The page's one idea, with its number. */
function headline(who: string, holdings: Holding[], complete: boolean): string {
  const total = toHundredth(sumOf(holdings));
  if (total === 0n) return complete ? `${who} no AMP.` : `${who} nothing staked.`;
  const spendable = holdings.find(({ kind }) => kind === 'spendable')?.amount ?? 0n;
  if (!complete) return `${who} ${ampInWords(total)} AMP in pools.`;
  if (spendable === total) return `${who} ${ampInWords(total)} AMP, all of it spendable.`;
  if (spendable === 0n) return `${who} ${ampInWords(total)} AMP, none of it spendable now.`;
  return `${who} ${ampInWords(total)} AMP, ${ampInWords(spendable)} of it spendable.`;
}
