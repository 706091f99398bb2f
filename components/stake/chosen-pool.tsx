'use client';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { EmptyState } from '@/components/ui/empty-state';
import { Panel, PanelBody, PanelHeader } from '@/components/ui/panel';
import { Tabs } from '@/components/ui/tabs';
import { ActivityPanel } from '@/components/wallet/activity-panel';
import { accountOf, useWallet } from '@/components/wallet/use-wallet';
import type { Price } from '@/lib/domain/api';
import { accountQueryOptions } from '@/lib/live/queries';
import { ExitForm } from './exit-form';
import type { PoolFacts } from './pool-facts';
import { PoolTerms } from './pool-terms';
import { PositionPanel } from './position-panel';
import { StakeForm } from './stake-form';

/** The forms of the pool that is looked at, what the visitor has in it, and its rules. */
export function ChosenPool({
  facts,
  now,
  epochLength,
  price,
}: {
  facts: PoolFacts;
  now: number;
  epochLength: number;
  price: Price | null;
}) {
  const wallet = useWallet();
  const address = accountOf(wallet);
  const { data: account } = useQuery({
    ...accountQueryOptions(address ?? '0x'),
    enabled: address !== null,
  });
  const [tab, setTab] = useState<'stake' | 'leave'>('stake');
  const { pool } = facts.summary;
  const position = account?.positions.find((one) => one.pool === pool.id);
  const spendable = account?.partitions
    ? (account.partitions.find(({ kind }) => kind === 'default')?.amount ?? 0n)
    : null;
  return (
    <div className="mt-6 grid items-start gap-6 lg:grid-cols-[minmax(0,1.15fr)_minmax(0,1fr)]">
      <Panel aria-labelledby="act" className="below-fold">
        <PanelHeader id="act" title={tab === 'stake' ? `Stake in ${pool.tag}` : `Leave ${pool.tag}`} />
        <PanelBody>
          <Tabs
            label="What to do"
            value={tab}
            onValueChange={setTab}
            tabs={[
              {
                value: 'stake',
                label: 'Stake',
                content: (
                  <StakeForm facts={facts} spendable={spendable} account={address} price={price} now={now} />
                ),
              },
              {
                value: 'leave',
                label: 'Leave',
                content: (
                  <ExitForm
                    facts={facts}
                    shares={position?.shares ?? 0n}
                    price={price}
                    whenEmpty={
                      <EmptyState title={`Nothing to take out of ${pool.tag}`} className="!py-8">
                        {address
                          ? 'This account has no stake here. Exits that were asked for stand beside this form.'
                          : 'Connect the wallet that holds your stake.'}
                      </EmptyState>
                    }
                  />
                ),
              },
            ]}
          />
        </PanelBody>
      </Panel>
      <div className="grid gap-6">
        {account && (
          <PositionPanel facts={facts} account={account} now={now} manage={wallet.status === 'connected'} />
        )}
        {address && <ActivityPanel account={address} />}
        <PoolTerms facts={facts} epochLength={epochLength} />
      </div>
    </div>
  );
}
