'use no memo';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, test } from 'vitest';
import { NodesPanel } from '@/components/admin/nodes-panel';
import { LiveContext } from '@/components/live/live-context';
import { LedgerFilters } from '@/components/locks/ledger-filters';
import { LedgerTitle } from '@/components/locks/ledger-title';
import { LockList } from '@/components/locks/lock-list';
import { MerchantList } from '@/components/merchants/merchant-list';
import { MerchantView } from '@/components/merchants/merchant-view';
import { Headline } from '@/components/overview/headline';
import { LastDay } from '@/components/overview/last-day';
import { PaymentStory } from '@/components/payments/payment-story';
import { PaymentView } from '@/components/payments/payment-view';
import { verdictOf } from '@/components/payments/verdict';
import { testDeployment } from '@/lib/chain/test-deployment';
import type { Agreement, LockRow, MerchantAnswer, PaymentAnswer, PoolsAnswer } from '@/lib/domain/api';
import type { Hex } from '@/lib/domain/codecs';
import type { BlockRef } from '@/lib/domain/entities';
import { settlePool } from '@/lib/domain/settle';
import { examplePool } from '@/lib/domain/testing/example-pool';
import { asciiToHex } from '@/lib/domain/text';
import { createLiveStore } from '@/lib/live/live-store';
import { keys } from '@/lib/live/queries';
import { DisagreementBanner } from './disagreement-banner';

const hash: Hex = `0x${'1'.repeat(64)}`;
const cafe: Hex = `0x${'c'.repeat(40)}`;
const at: BlockRef = { number: 40, hash, timestamp: 4_000, finality: 'latest' };
const lock: LockRow = {
  paymentId: `0x${'2'.repeat(64)}`,
  pool: examplePool().id,
  merchant: cafe,
  amount: 10n ** 21n,
  remaining: 10n ** 21n,
  drawn: 0n,
  deferred: 0n,
  settleBy: 5_000,
  expiresAt: 6_000,
  endEpoch: 20,
  claimDelay: 60,
  claimMaturesAt: null,
  status: 'open',
  refHash: hash,
  quote: {
    asset: asciiToHex('BTC', 8),
    assetAmount: 1n,
    fiatAmount: 1_840n,
    currency: asciiToHex('USD', 3),
    ampPrice: 160_000n,
  },
  lockedAt: { block: 39, timestamp: 3_900, logIndex: 0, tx: hash },
  closedAt: null,
  kind: 'pool',
  now: 'open',
};
const late: LockRow = { ...lock, paymentId: `0x${'3'.repeat(64)}`, settleBy: 3_950, now: 'overdue' };
const pool = examplePool({ assets: 10n ** 22n, shares: 10n ** 22n, locked: 10n ** 21n });
const pools: PoolsAnswer = {
  at,
  price: null,
  epochLength: 300,
  pools: [
    {
      pool,
      settled: settlePool(pool, [], at.timestamp, 300),
      epochs: [],
      hours: [],
      openLocks: 2,
      stakers: 1,
    },
  ],
};
const merchant: MerchantAnswer = {
  at,
  price: null,
  merchant: { address: cafe, registered: true, since: 100, managers: ['pool'] },
  sums: {
    liveCount: 2,
    liveWei: 2n * 10n ** 21n,
    liveCents: 3_680n,
    dueSoonCount: 0,
    releasedTodayCount: 0,
    releasedTodayCents: 0n,
    drawn30dCount: 0,
    drawn30dWei: 0n,
  },
  deferred: [],
  locks: [lock, late],
  total: 2,
  totalIsLeast: false,
  next: null,
};
const payment = (row: LockRow): PaymentAnswer => ({
  at,
  price: null,
  lock: row,
  slices: [],
  other: null,
  steps: [{ at: row.lockedAt, kind: 'locked', amount: row.amount, by: null }],
  lockedFinality: 'safe',
  poolTag: pool.tag,
  merchant: { kind: 'pool', address: cafe, registered: true, since: 100 },
});

const disagreement: Agreement = {
  state: 'disagree',
  block: { number: 39, hash },
  since: 3_999,
  differences: [
    {
      what: 'FLEXA: locked',
      unit: 'wei',
      answers: [
        { node: 'node 1', said: '1000000000000000000000' },
        { node: 'node 2', said: '1000000000000000000001' },
      ],
    },
  ],
};

/** A view with all that the pages above would have fetched. */
function shown(view: ReactNode, agreement: Agreement | null): string {
  const client = new QueryClient();
  client.setQueryData(keys.pools(), pools);
  client.setQueryData(keys.merchant(cafe), merchant);
  client.setQueryData(keys.merchants(), {
    at,
    merchants: [{ ...merchant.merchant, liveCount: 2, liveWei: 1n, totalCount: 2 }],
  });
  for (const row of [lock, late]) client.setQueryData(keys.payment(row.paymentId), payment(row));
  return renderToStaticMarkup(
    <LiveContext value={{ store: createLiveStore(at, agreement), deployment: testDeployment }}>
      <QueryClientProvider client={client}>{view}</QueryClientProvider>
    </LiveContext>,
  );
}

const pages: [string, ReactNode][] = [
  ['the overview’s title', <Headline key="1" />],
  ['the last day', <LastDay key="2" />],
  ['a list of payments', <LockList key="3" locks={[lock, late]} label="Payments" />],
  ['the ledger’s title', <LedgerTitle key="4" />],
  ['the ledger’s filters', <LedgerFilters key="5" filter={{}} onChange={() => {}} />],
  ['the merchants', <MerchantList key="6" />],
  ['a merchant', <MerchantView key="7" address={cafe} />],
  ['a payment', <PaymentView key="8" paymentId={lock.paymentId} />],
  [
    'a payment’s story',
    <PaymentStory
      key="9"
      answer={payment(lock)}
      verdict={verdictOf(lock, at.timestamp)}
      now={at.timestamp}
    />,
  ],
];

describe('while the chain’s nodes disagree', () => {
  test.each(pages)('%s calls nothing guaranteed, and does so otherwise', (_, view) => {
    expect(shown(view, { ...disagreement, state: 'agree', differences: [] })).toMatch(/guarantee/i);
    expect(shown(view, disagreement)).not.toMatch(
      /guarantee|whatever happens|you can hand over|the merchant is paid </i,
    );
  });

  test.each([lock, late])('a payment that is $now says that it is not certain, and what to do', (row) => {
    const page = shown(<PaymentView paymentId={row.paymentId} />, disagreement);
    expect(page).toContain('Not certain');
    expect(page).toContain('Wait until they agree before you hand over the goods');
  });

  test('every page says so above everything else, and where to see more', () => {
    expect(shown(<DisagreementBanner />, disagreement)).toContain('tell different things about block 39');
    expect(shown(<DisagreementBanner />, disagreement)).toContain('href="/admin#nodes"');
    expect(shown(<DisagreementBanner />, null)).not.toContain('disagree');
  });

  test('the health page shows each node, and what each said to the last wei', () => {
    const node = { head: 40, lagBlocks: 0, latencyMs: 12.3, status: 'good', reason: null } as const;
    const nodes = [
      { ...node, name: 'node 1', inUse: true },
      {
        ...node,
        name: 'node 2',
        inUse: false,
        status: 'lying' as const,
        reason: 'Most others say otherwise.',
      },
    ];
    const page = shown(<NodesPanel nodes={nodes} agreement={disagreement} />, disagreement);
    for (const words of [
      'node 1',
      'in use',
      '12.3 ms',
      'Not trusted',
      'Most others say otherwise.',
      'FLEXA: locked',
      '1,000<',
      '1,000.000000000000000001<',
    ]) {
      expect(page).toContain(words);
    }
  });
});
