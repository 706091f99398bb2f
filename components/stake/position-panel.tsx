'use client';
import { Amount } from '@/components/ui/amount';
import { EmptyState } from '@/components/ui/empty-state';
import { type KeyValue, KeyValues } from '@/components/ui/key-values';
import { Link } from '@/components/ui/link';
import { Panel, PanelHeader } from '@/components/ui/panel';
import type { AccountAnswer } from '@/lib/domain/api';
import { assetsForShares } from '@/lib/domain/pool-math';
import { ExactAmount } from './exact-amount';
import type { PoolFacts } from './pool-facts';
import { Dollars } from './preview-lines';
import { RewardsSection } from './rewards-section';
import { TicketList } from './ticket-list';

/** What the connected account has in the chosen pool, and its exits from any pool. */
export function PositionPanel({
  facts,
  account,
  now,
  manage,
}: {
  facts: PoolFacts;
  account: AccountAnswer;
  now: number;
  manage: boolean;
}) {
  const { pool } = facts.summary;
  const position = account.positions.find((one) => one.pool === pool.id);
  const tickets = account.tickets.filter((one) => one.shares > 0n);
  const worth = position ? assetsForShares(facts.settled, position.shares) : 0n;
  return (
    <Panel aria-labelledby="position">
      <PanelHeader
        id="position"
        title={`Your stake in ${pool.tag}`}
        aside={
          <Link href={`/account/${account.address}`} className="link">
            Your account
          </Link>
        }
      />
      {position && (position.shares > 0n || position.staked > 0n) ? (
        <KeyValues items={lines(position, worth, account)} />
      ) : (
        <EmptyState title={`Nothing staked in ${pool.tag} yet`} className="!py-8">
          A stake appears here as soon as the chain has it.
        </EmptyState>
      )}
      {account.positions.length > 0 && (
        <RewardsSection
          account={account.address}
          pool={pool.id}
          pools={account.positions.map((one) => one.pool)}
          price={account.price}
          manage={manage}
        />
      )}
      {tickets.length > 0 && (
        <section aria-labelledby="exits">
          <h3 id="exits" className="border-t border-line px-4 pt-3 pb-2 text-heading sm:px-5">
            On the way out
          </h3>
          <TicketList tickets={tickets} now={now} price={account.price} manage={manage} />
        </section>
      )}
    </Panel>
  );
}

const lines = (
  position: AccountAnswer['positions'][number],
  worth: bigint,
  { price }: AccountAnswer,
): KeyValue[] => [
  {
    key: 'worth',
    label: 'Worth now',
    value: (
      <>
        <ExactAmount wei={worth} what="Worth now" />
        <Dollars wei={worth} price={price} />
      </>
    ),
  },
  { key: 'staked', label: 'Ever staked', value: <Amount wei={position.staked} decimals={2} unit /> },
  { key: 'exited', label: 'Paid out', value: <Amount wei={position.exited} decimals={2} unit /> },
  {
    key: 'lost',
    label: 'Lost to failed payments',
    value: <ExactAmount wei={position.lost} what="Lost to failed payments" />,
  },
];
