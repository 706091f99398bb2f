import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  accountAnswer,
  adminAnswer,
  historyAnswer,
  merchantAnswer,
  paymentAnswer,
  poolAnswer,
  poolsAnswer,
} from '@/lib/domain/api';
import type { Hex } from '@/lib/domain/codecs';
import { generationId } from '@/lib/domain/partition';
import { PoolStory } from '@/lib/domain/testing/pool-story';
import { readAccount } from './account';
import { readAdmin } from './admin';
import { readHistory } from './history';
import { readMerchant } from './merchant';
import { readPayment } from './payment';
import { readPool } from './pool';
import { readPools } from './pools';
import { openStorySource } from './testing/story-source';

const AMP = 10n ** 18n;
const ann: Hex = '0x00000000000000000000000000000000000000a1';
const bob: Hex = '0x00000000000000000000000000000000000000a2';
const shop: Hex = '0x00000000000000000000000000000000000000d1';
const MIDNIGHT = 1_700_006_400;

describe('read models of refused payouts, rewards and closed generations', () => {
  let stage: Awaited<ReturnType<typeof openStorySource>>;
  const story = new PoolStory({ start: MIDNIGHT });
  const fuel = story.createPool('FUEL', { maxUtilisationBps: 10_000 });
  const closed = generationId(fuel, 1);
  story.register(shop);
  story.stake(fuel, ann, 60n * AMP);
  story.stake(fuel, bob, 40n * AMP);
  story.fundRewards(fuel, 0, 12n * AMP).fundRewards(fuel, 1, 4n * AMP);
  const exit = story.block(300).requestExit(fuel, bob, 10n * AMP);
  story.claimRewards(fuel, ann, { fees: AMP, topUps: 5n });
  const refused = story.lock(fuel, { merchant: shop, amount: 30n * AMP });
  story.draw(refused, undefined, { refused: true });
  const small = story.lock(fuel, { merchant: shop, amount: 3n });
  story.draw(story.lock(fuel, { merchant: shop, amount: 70n * AMP - 3n }));
  // Losses have closed the first generation here.
  story.block().stake(fuel, ann, 8n * AMP);
  story.lock(fuel, { merchant: shop, amount: AMP });

  beforeAll(async () => {
    stage = await openStorySource();
    await stage.tell(story);
  }, 60_000);
  afterAll(() => stage.close());

  it('pools: today’s generation alone, with its own epochs and stakers; the closed one by its id', async () => {
    const { pools } = await stage.receive(poolsAnswer, readPools);
    expect(pools).toHaveLength(1);
    expect(pools[0]).toMatchObject({ stakers: 1, openLocks: 2 });
    expect(pools[0]?.pool).toMatchObject({ id: fuel, generation: 2, closed: false });
    expect(pools[0]?.settled).toMatchObject({ assets: 8n * AMP, locked: AMP });
    expect(pools[0]?.epochs.every(({ generation }) => generation === 2)).toBe(true);
    const old = await stage.receive(poolAnswer, (view) => readPool(view, closed));
    expect(old.summary.pool).toMatchObject({ id: closed, generation: 1, closed: true });
    expect(old.summary).toMatchObject({ stakers: 2 });
    expect(old.summary.settled).toMatchObject({ capacity: 0n, free: 0n, locked: 3n, nextExitAt: exit * 300 });
    expect(old.losses).toHaveLength(2);
  });

  it('pools: rewards on their way, by kind, as they are at the block', async () => {
    const { pools } = await stage.receive(poolsAnswer, readPools);
    // A quarter of the 1,200 s had passed when nobody was active any more; then the clock stood still for a block.
    expect(pools[0]?.settled).toMatchObject({
      feesLeft: 9n * AMP,
      topUpsLeft: 3n * AMP,
      rewardSecondsLeft: 900,
    });
  });

  it('history: the pool is followed through its generations, and the closed one is not counted beside it', async () => {
    const answer = await stage.receive(historyAnswer, (view) =>
      readHistory(view, { pool: 'all', interval: '5m' }),
    );
    expect(answer.points.at(-1)).toMatchObject({ assets: 8n * AMP, locked: AMP });
    expect(await stage.read((view) => readHistory(view, { pool: closed, interval: '5m' }))).toBeNull();
  });

  it('account: a stake in each generation, under the id that the contract knows it by', async () => {
    const answer = await stage.receive(accountAnswer, (view) => readAccount(view, ann));
    expect(answer.positions).toMatchObject([
      { pool: closed, generation: 1, closed: true, poolTag: 'FUEL', staked: 60n * AMP, feesClaimed: AMP },
      { pool: fuel, generation: 2, closed: false, poolTag: 'FUEL', assets: 8n * AMP, lost: 0n },
    ]);
    expect(answer.positions[0]).toMatchObject({ topUpsClaimed: 5n, lost: 60n * AMP - 1n, assets: 1n });
    expect(answer.history.filter(({ kind }) => kind === 'rewarded')).toMatchObject([
      { pool: fuel, amount: AMP + 5n },
    ]);
    const theirs = await stage.receive(accountAnswer, (view) => readAccount(view, bob));
    expect(theirs.tickets).toMatchObject([
      { pool: closed, closed: true, shares: 10n * AMP, state: 'waiting' },
    ]);
  });

  it('payment and merchant: what was refused is kept, not paid', async () => {
    const payment = await stage.receive(paymentAnswer, (view) => readPayment(view, refused));
    expect(payment.steps.map(({ kind }) => kind)).toEqual(['locked', 'drawn', 'deferred']);
    expect(payment.lock).toMatchObject({ drawn: 30n * AMP, deferred: 30n * AMP });
    const merchant = await stage.receive(merchantAnswer, (view) => readMerchant(view, shop));
    expect(merchant.deferred).toEqual([{ pool: fuel, poolTag: 'FUEL', owed: 30n * AMP }]);
    const open = await stage.read((view) => readPayment(view, small));
    expect(open).toMatchObject({ poolTag: 'FUEL', lock: { pool: fuel, now: 'open', remaining: 3n } });
  });

  it('admin: the balance equation holds over both generations and what is kept for others', async () => {
    const { pools } = await stage.receive(adminAnswer, readAdmin);
    expect(pools).toHaveLength(1);
    const rewards = 16n * AMP - AMP - 5n;
    expect(pools[0]).toMatchObject({ holds: true, balance: 38n * AMP + 3n + rewards });
    expect(pools[0]?.parts).toEqual({
      assets: 8n * AMP,
      exitReserve: 0n,
      rewardReserve: 12n * AMP,
      unallocated: 0n,
      deferred: 30n * AMP,
      closed: 3n + rewards - 12n * AMP,
    });
  });

  it('payment and merchant: what was collected waits no longer', async () => {
    story.block().collect(closed, shop);
    await stage.tell(story);
    const payment = await stage.read((view) => readPayment(view, refused));
    expect(payment?.steps.at(-1)).toMatchObject({ kind: 'collected' });
    const merchant = await stage.read((view) => readMerchant(view, shop));
    expect(merchant?.deferred).toEqual([]);
  });
});
