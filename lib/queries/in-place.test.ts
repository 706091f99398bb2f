import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  accountAnswer,
  locksAnswer,
  merchantAnswer,
  merchantsAnswer,
  paymentAnswer,
  poolsAnswer,
  walletPoolsAnswer,
} from '@/lib/domain/api';
import type { Hex } from '@/lib/domain/codecs';
import { PoolStory } from '@/lib/domain/testing/pool-story';
import { WALLET_MANAGER, WalletStory } from '@/lib/domain/testing/wallet-story';
import { readAccount } from './account';
import { readLocks } from './locks';
import { readMerchant } from './merchant';
import { readMerchants } from './merchants';
import { readPayment } from './payment';
import { readPools } from './pools';
import { openStorySource } from './testing/story-source';
import { read } from './view';
import { readWalletPools } from './wallet-pools';

const AMP = 10n ** 18n;
const [ann, bob, shop, cafe]: [Hex, Hex, Hex, Hex] = [
  '0x00000000000000000000000000000000000000a1',
  '0x00000000000000000000000000000000000000a2',
  '0x00000000000000000000000000000000000000d1',
  '0x00000000000000000000000000000000000000d2',
];

describe('collateral in place, asked for', () => {
  let opened: Awaited<ReturnType<typeof openStorySource>>;
  const story = new PoolStory();
  const wallets = new WalletStory(story);
  const pool = wallets.createPool('WALLETS');
  const appPool = story.createPool('FUEL');
  story.register(shop).stake(appPool, ann, 100n * AMP);
  const inPool = story.lock(appPool, { merchant: shop, amount: 5n * AMP });
  wallets.register(shop).register(cafe);
  for (const who of [ann, bob]) {
    wallets
      .setManager(who, WALLET_MANAGER)
      .deposit(pool, who, 100n * AMP)
      .enrol(pool, who, 80n * AMP);
  }
  story.block();
  const slices = [
    { holder: ann, amount: 30n * AMP },
    { holder: bob, amount: 10n * AMP },
  ];
  const drawn = wallets.lock(pool, { merchant: cafe, slices });
  story.block();
  wallets.draw(drawn, 4n * AMP, { refused: true });
  // The same payment is backed once by a pool and once in place.
  wallets.lock(pool, { merchant: shop, slices: [{ holder: bob, amount: AMP }], paymentId: inPool });
  story
    .tell('AuthorizedOperator', { operator: cafe, tokenHolder: ann })
    .tell('AuthorizedOperatorByPartition', { partition: pool, operator: bob, tokenHolder: ann })
    .tell('AuthorizedOperator', { operator: shop, tokenHolder: ann })
    .tell('RevokedOperator', { operator: shop, tokenHolder: ann });

  beforeAll(async () => {
    opened = await openStorySource();
    await opened.tell(story);
  }, 60_000);
  afterAll(() => opened?.close());

  it('an account shows what is locked of it, for whom, what it lost and who may move its tokens', async () => {
    const answer = await opened.receive(accountAnswer, (view) => readAccount(view, ann));
    expect(answer.inPlace).toMatchObject([
      {
        pool,
        poolTag: 'WALLETS',
        holder: { enrolled: true, maxExposure: 80n * AMP },
        balance: 97n * AMP,
        settled: { ready: true, locked: 27n * AMP, lockable: 53n * AMP, movable: 70n * AMP },
        slices: [
          { paymentId: drawn, amount: 30n * AMP, remaining: 27n * AMP, drawn: 3n * AMP, merchant: cafe },
        ],
        lost: 3n * AMP,
      },
    ]);
    expect(answer.registration).toMatchObject({ manager: WALLET_MANAGER });
    expect(answer.operators).toEqual([
      { operator: cafe, partition: null },
      { operator: bob, partition: pool },
    ]);
  });

  it('a block before the draw shows what was before the draw', async () => {
    const answer = await read(opened.source, (view) => readAccount(view, ann), {
      block: story.head.number - 1,
    });
    expect(answer?.inPlace).toMatchObject([
      { balance: 100n * AMP, settled: { locked: 30n * AMP }, slices: [{ drawn: 0n }], lost: 0n },
    ]);
    expect(answer?.operators).toEqual([]);
  });

  it('its pools have an answer of their own', async () => {
    const { pools } = await opened.receive(walletPoolsAnswer, readWalletPools);
    expect(pools).toMatchObject([
      {
        pool: { id: pool, tag: 'WALLETS', holders: 2, maxExposure: 160n * AMP, deferred: 4n * AMP },
        settled: { locked: 37n * AMP, drawnInWindow: 4n * AMP },
        openLocks: 2,
      },
    ]);
    expect(pools[0]?.hours.reduce((sum, hour) => sum + hour.guaranteedCount, 0)).toBe(2);
    const others = await opened.receive(poolsAnswer, readPools);
    expect(others.pools.map((summary) => summary.pool.id)).toEqual([appPool]);
    expect(others.pools[0]?.openLocks).toBe(1);
  });

  it('the ledger holds both kinds, and either alone', async () => {
    const kinds = async (kind?: 'pool' | 'in-place') => {
      const { locks, total } = await opened.receive(locksAnswer, (view) => readLocks(view, { kind }));
      expect(total).toBe(locks.length);
      return locks.map((lock) => lock.kind);
    };
    expect(await kinds()).toEqual(['in-place', 'in-place', 'pool']);
    expect(await kinds('pool')).toEqual(['pool']);
    expect(await kinds('in-place')).toEqual(['in-place', 'in-place']);
  });

  it('a payment names those who back it', async () => {
    const answer = await opened.receive(paymentAnswer, (view) => readPayment(view, drawn));
    expect(answer).toMatchObject({
      poolTag: 'WALLETS',
      other: null,
      lock: { kind: 'in-place', drawn: 4n * AMP },
    });
    expect(answer.slices.map(({ holder, remaining }) => [holder, remaining])).toEqual([
      [ann, 27n * AMP],
      [bob, 9n * AMP],
    ]);
    expect(answer.steps.map(({ kind }) => kind)).toEqual(['locked', 'drawn', 'deferred']);
    expect(answer.merchant).toMatchObject({ kind: 'in-place', address: cafe });
  });

  it('a payment that both managers back tells the story of the first and shows the other', async () => {
    const answer = await opened.receive(paymentAnswer, (view) => readPayment(view, inPool));
    expect(answer.lock).toMatchObject({ kind: 'pool', amount: 5n * AMP });
    expect(answer.other).toMatchObject({ kind: 'in-place', amount: AMP });
    expect(answer.steps.map(({ kind }) => kind)).toEqual(['locked']);
    expect(answer.slices).toHaveLength(1);
  });

  it('a merchant is one, whichever managers know it', async () => {
    const { merchants } = await opened.receive(merchantsAnswer, readMerchants);
    expect(merchants.map(({ address, managers, totalCount }) => [address, managers, totalCount])).toEqual([
      [shop, ['pool', 'in-place'], 2],
      [cafe, ['in-place'], 1],
    ]);
    const answer = await opened.receive(merchantAnswer, (view) => readMerchant(view, cafe));
    expect(answer.sums).toMatchObject({
      liveCount: 1,
      liveWei: 36n * AMP,
      drawn30dCount: 1,
      drawn30dWei: 4n * AMP,
    });
    expect(answer.deferred).toEqual([{ pool, poolTag: 'WALLETS', owed: 4n * AMP }]);
  });
});
