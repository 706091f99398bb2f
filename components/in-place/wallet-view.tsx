'use client';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useDeployment } from '@/components/live/live-context';
import { ampInWords } from '@/components/overview/totals';
import { PageTitle } from '@/components/shell/page-title';
import { Worth } from '@/components/stake/worth';
import { Notice } from '@/components/ui/notice';
import { Panel, PanelBody, PanelHeader } from '@/components/ui/panel';
import { Loading, Skeleton } from '@/components/ui/skeleton';
import { type Tab, Tabs } from '@/components/ui/tabs';
import { ActivityPanel } from '@/components/wallet/activity-panel';
import { requestConnect } from '@/components/wallet/connect-request';
import { FaucetButton } from '@/components/wallet/faucet-button';
import type { InPlace, InPlaceHolding } from '@/components/wallet/on-chain-reads';
import { useOnChain } from '@/components/wallet/use-on-chain';
import { accountOf, useWallet } from '@/components/wallet/use-wallet';
import type { Hex } from '@/lib/domain/codecs';
import { isGuaranteed } from '@/lib/domain/lock-status';
import { accountQueryOptions } from '@/lib/live/queries';
import { InPlaceBar } from './in-place-bar';
import { ConnectFirst, EnrolForm, FundForm, LeaveForm, LimitForm, TakeOutForm } from './in-place-forms';
import { InPlaceTerms } from './in-place-terms';
import { OpenSlices } from './open-slices';

/** Collateral that never leaves the wallet: what is set aside, what payments count on, and every way in and out. */
export function WalletView() {
  const account = accountOf(useWallet());
  const { data, isError } = useOnChain(account, 'in-place', (reads, context) => reads.inPlaceOf(context));
  const holdings = account && data ? data.value : null;
  return (
    <>
      <PageTitle title={headline(holdings)}>
        AMP in place backs payments as a stake does, and stays in your own wallet while it does. No pool holds
        it, and nobody else’s loss touches it.
      </PageTitle>
      {account === null ? (
        <div className="grid items-start gap-6 lg:grid-cols-[minmax(0,1.15fr)_minmax(0,1fr)]">
          <Panel>
            <ConnectFirst onConnect={requestConnect} />
          </Panel>
          <InPlaceTerms holding={null} />
        </div>
      ) : holdings ? (
        <Holdings account={account} inPlace={holdings} />
      ) : (
        <Panel>
          <PanelBody className="pt-5">
            {isError ? (
              <Notice kind="care" title="The chain could not be asked just now">
                What is in place is read from it. It is asked again in a moment.
              </Notice>
            ) : (
              <Loading what="Asking the chain what is in place">
                <Skeleton className="h-5 w-40" />
                <Skeleton className="mt-5 h-12 w-full" />
                <div className="mt-5 grid grid-cols-2 gap-5 sm:grid-cols-4">
                  {['locked', 'lockable', 'held', 'free'].map((figure) => (
                    <Skeleton key={figure} className="h-16 w-28" />
                  ))}
                </div>
              </Loading>
            )}
          </PanelBody>
        </Panel>
      )}
    </>
  );
}

function headline(inPlace: InPlace | null): string {
  const locked = inPlace?.pools.reduce((sum, one) => sum + one.locked, 0n) ?? 0n;
  const balance = inPlace?.pools.reduce((sum, one) => sum + one.balance, 0n) ?? 0n;
  if (locked > 0n) return `${ampInWords(locked)} AMP in your wallet stands behind payments right now.`;
  if (balance > 0n) return `${ampInWords(balance)} AMP is in place in your wallet.`;
  return 'Back payments from your own wallet.';
}

function Holdings({ account, inPlace }: { account: Hex; inPlace: InPlace }) {
  const { data: answer } = useQuery(accountQueryOptions(account));
  const [first] = inPlace.pools;
  const [chosen, setChosen] = useState<Hex | null>(null);
  const holding = inPlace.pools.find(({ pool }) => pool === chosen) ?? first;
  if (!holding) {
    return (
      <Panel>
        <PanelBody className="pt-5">
          <Notice kind="info" title="No pool takes collateral in place yet">
            As soon as one is opened, it can be joined here.
          </Notice>
        </PanelBody>
      </Panel>
    );
  }
  const slices =
    answer?.inPlace
      .find(({ pool }) => pool === holding.pool)
      ?.slices.filter(({ now, remaining }) => isGuaranteed(now) && remaining > 0n) ?? [];
  return (
    <div className="grid gap-6">
      {inPlace.pools.length > 1 && (
        <Tabs
          label="Pools"
          value={holding.pool}
          onValueChange={(pool) => setChosen(pool)}
          tabs={inPlace.pools.map(({ pool, name }) => ({ value: pool, label: name, content: null }))}
        />
      )}
      <Panel aria-labelledby="in-place">
        <PanelHeader
          id="in-place"
          title={`In place for ${holding.name}`}
          hint="Read from the chain itself"
          aside={<Worth wei={holding.balance} className="text-heading font-semibold text-ink" />}
        />
        <PanelBody>
          <Standing holding={holding} />
          <InPlaceBar holding={holding} slices={slices} />
        </PanelBody>
        {slices.length > 0 && <OpenSlices slices={slices} />}
      </Panel>
      <div className="grid items-start gap-6 lg:grid-cols-[minmax(0,1.15fr)_minmax(0,1fr)]">
        <Forms key={holding.pool} account={account} holding={holding} inPlace={inPlace} />
        <div className="grid gap-6">
          <ActivityPanel account={account} />
          <InPlaceTerms holding={holding} />
        </div>
      </div>
    </div>
  );
}

/** What a holder should know of where they stand, when there is something to know. */
function Standing({ holding }: { holding: InPlaceHolding }) {
  if (holding.enrolled && !holding.ready) {
    return (
      <Notice kind="care" className="mb-4" title="No new payment can count on this wallet">
        Its hooks are no longer with the collateral manager, or it has named one of its own. Leave and enrol
        again to put that right.
      </Notice>
    );
  }
  if (!holding.enrolled && holding.balance > 0n) {
    return (
      <Notice kind="info" className="mb-4" title="Set aside, and not enrolled">
        No payment can count on it before you enrol. You can also take it out again.
      </Notice>
    );
  }
  return null;
}

type Doing = 'fund' | 'enrol' | 'out' | 'leave';

function Forms({
  account,
  holding,
  inPlace: { spendable, handedOver },
}: {
  account: Hex;
  holding: InPlaceHolding;
  inPlace: InPlace;
}) {
  const { local } = useDeployment();
  const [doing, setDoing] = useState<Doing>(holding.balance > 0n && !holding.enrolled ? 'enrol' : 'fund');
  const tabs: Tab<Doing>[] = [
    {
      value: 'fund',
      label: 'Set aside',
      content: <FundForm holding={holding} spendable={spendable} />,
    },
    {
      value: 'enrol',
      label: holding.enrolled ? 'Limit' : 'Enrol',
      content: holding.enrolled ? (
        <LimitForm holding={holding} />
      ) : (
        <EnrolForm account={account} holding={holding} />
      ),
    },
    { value: 'out', label: 'Take out', content: <TakeOutForm holding={holding} /> },
    {
      value: 'leave',
      label: 'Leave',
      content: <LeaveForm holding={holding} handedOver={handedOver} />,
    },
  ];
  return (
    <Panel aria-labelledby="act">
      <PanelHeader id="act" title={titles[doing]} />
      <PanelBody>
        {holding.paused && (
          <Notice kind="care" className="mb-4" title={`${holding.name} takes no newcomers at the moment`}>
            Nobody new can enrol, and no limit can rise. What is in place can be taken out as always.
          </Notice>
        )}
        <Tabs label="What to do" value={doing} onValueChange={setDoing} tabs={tabs} />
        {local && spendable === 0n && doing === 'fund' && <FaucetButton account={account} className="mt-4" />}
      </PanelBody>
    </Panel>
  );
}

const titles: Record<Doing, string> = {
  fund: 'Set AMP aside',
  enrol: 'Let payments count on it',
  out: 'Take AMP out',
  leave: 'Leave',
};
