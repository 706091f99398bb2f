'use client';
import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { Explain } from '@/components/ui/explain';
import { KeyValues } from '@/components/ui/key-values';
import { OpenedForm } from '@/components/ui/opened-form';
import { Loading, Skeleton } from '@/components/ui/skeleton';
import { ActionForm } from '@/components/wallet/action-form';
import type { Rewards } from '@/components/wallet/on-chain-reads';
import { useOnChain } from '@/components/wallet/use-on-chain';
import type { Price } from '@/lib/domain/api';
import type { Hex } from '@/lib/domain/codecs';
import { formatAmp } from '@/lib/domain/money';
import { poolName } from '@/lib/domain/pool-name';
import { ExactAmount } from './exact-amount';
import { AmpWorth, Dollars } from './preview-lines';

type Doing = 'nothing' | 'claim' | 'compound';

/**
 * What pools owe an account in rewards, by kind, asked of the chain itself: they grow with every second. With the ways
 * to have them paid or staked, for the account that the wallet holds.
 */
export function RewardsSection({
  account,
  pool,
  pools,
  price,
  manage,
}: {
  account: Hex;
  /** the pool on screen: its rewards can be staked in it */
  pool: Hex;
  /** every pool the account may have earned in, closed generations too */
  pools: readonly Hex[];
  price: Price | null;
  manage: boolean;
}) {
  const { data, isError } = useOnChain(account, `rewards/${pools.join()}`, (reads, context) =>
    reads.rewardsOf(context, pools),
  );
  const [doing, setDoing] = useState<Doing>('nothing');
  const owed = data?.value.filter((one) => one.fees + one.topUps > 0n) ?? [];
  const here = owed.find((one) => one.pool === pool);
  const close = () => setDoing('nothing');
  return (
    <section aria-labelledby="rewards" className="border-t border-line">
      <h3 id="rewards" className="px-4 pt-3 pb-2 text-heading sm:px-5">
        Rewards
      </h3>
      {!data ? (
        <div className="px-4 pb-4 sm:px-5">
          {isError ? (
            <p className="text-table text-ink-2">The chain could not be asked just now. It is asked again.</p>
          ) : (
            <Loading what="Asking the chain what was earned">
              <Skeleton className="h-14 w-full" />
            </Loading>
          )}
        </div>
      ) : (
        <>
          <KeyValues items={linesOf(owed, price)} />
          {manage && owed.length > 0 && doing === 'nothing' && (
            <div className="-mt-1 flex flex-wrap gap-2 px-4 pb-4 sm:px-5">
              <Button size="s" look="primary" data-opens onClick={() => setDoing('claim')}>
                Claim rewards
              </Button>
              {here && (
                <Button size="s" onClick={() => setDoing('compound')}>
                  Stake them in {poolName(pool)}
                </Button>
              )}
            </div>
          )}
          {manage && doing !== 'nothing' && (
            <OpenedForm
              name={doing === 'claim' ? 'Claim rewards' : 'Stake rewards'}
              close="Close"
              onClose={close}
              className="mx-4 mb-4 sm:mx-5"
            >
              {doing === 'claim' ? (
                <ClaimForm pools={owed.map((one) => one.pool)} price={price} />
              ) : (
                <CompoundForm pool={pool} nothingToDo={!here} price={price} />
              )}
            </OpenedForm>
          )}
        </>
      )}
    </section>
  );
}

function ClaimForm({ pools, price }: { pools: Hex[]; price: Price | null }) {
  return (
    <ActionForm
      kind="claim-rewards"
      intent={pools.length > 0 ? { pools } : null}
      intentKey={pools.join()}
      submit="Claim rewards"
      nothingToDo={pools.length === 0}
      toLines={({ fees, topUps }) => [
        {
          key: 'paid',
          label: 'Paid to your account',
          value: <AmpWorth wei={fees + topUps} price={price} />,
        },
        { key: 'fees', label: 'Fees in it', value: `${formatAmp(fees)} AMP` },
        { key: 'top-ups', label: 'Top-ups in it', value: `${formatAmp(topUps)} AMP` },
      ]}
    />
  );
}

function CompoundForm({
  pool,
  nothingToDo,
  price,
}: {
  pool: Hex;
  nothingToDo: boolean;
  price: Price | null;
}) {
  return (
    <ActionForm
      kind="compound"
      intent={nothingToDo ? null : { pool }}
      intentKey={`${pool}/${nothingToDo}`}
      submit={`Stake them in ${poolName(pool)}`}
      nothingToDo={nothingToDo}
      toLines={({ fees, topUps, worth }) => [
        { key: 'in', label: 'Goes in', value: <AmpWorth wei={fees + topUps} price={price} /> },
        { key: 'worth', label: 'Your stake, right after', value: <AmpWorth wei={worth} price={price} /> },
      ]}
    />
  );
}

function linesOf(owed: Rewards[], price: Price | null) {
  const sum = (kind: 'fees' | 'topUps') => owed.reduce((total, one) => total + one[kind], 0n);
  const line = (kind: 'fees' | 'topUps', term: string, words: string) => ({
    key: kind,
    label: <Explain term={term}>{words}</Explain>,
    value: (
      <>
        <ExactAmount wei={sum(kind)} what={term} />
        <Dollars wei={sum(kind)} price={price} />
      </>
    ),
  });
  const where = owed.map((one) => poolName(one.pool)).join(', ');
  return [
    line('fees', 'Fees', 'What the payments that were guaranteed have paid for it.'),
    line('topUps', 'Top-ups', 'What somebody adds on top of the fees. Nothing says that it goes on.'),
    ...(owed.length > 1 ? [{ key: 'where', label: 'From', value: where }] : []),
  ];
}
