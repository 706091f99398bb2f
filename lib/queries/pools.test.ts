import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  adminAnswer,
  type HistoryAnswer,
  historyAnswer,
  merchantAnswer,
  merchantsAnswer,
  paymentAnswer,
  poolAnswer,
  poolsAnswer,
} from '@/lib/domain/api';
import type { Hex } from '@/lib/domain/codecs';
import { MANAGER, PoolStory } from '@/lib/domain/testing/pool-story';
import { readAdmin } from './admin';
import { readHistory } from './history';
import { readMerchant } from './merchant';
import { readMerchants } from './merchants';
import { readPayment } from './payment';
import { readPool } from './pool';
import { readPools } from './pools';
import { openStorySource } from './testing/story-source';

const AMP = 10n ** 18n;
const ann: Hex = '0x00000000000000000000000000000000000000a1';
const bob: Hex = '0x00000000000000000000000000000000000000a2';
const shop: Hex = '0x00000000000000000000000000000000000000d1';
const other: Hex = '0x00000000000000000000000000000000000000d2';
const unknown: Hex = `0x${'9'.repeat(64)}`;
const DAY = 86_400;
/** midnight, UTC */
const MIDNIGHT = 1_700_006_400;

/** Two pools, a payment in each state, an exit that is queued and a day that has turned. */
function tell() {
  const story = new PoolStory({ start: MIDNIGHT - 2 * DAY });
  const fuel = story.createPool('FUEL');
  const books = story.createPool('BOOKS');
  story.register(shop).register(other);
  story.stake(fuel, ann, 600n * AMP);
  story.stake(fuel, bob, 400n * AMP);
  story.stake(books, ann, 50n * AMP);
  story.block(0, MIDNIGHT - 3_000);
  story.draw(story.lock(fuel, { merchant: shop, amount: 10n * AMP }));
  story.release(story.lock(fuel, { merchant: shop, amount: AMP, cents: 111n }));
  story.block(0, MIDNIGHT + 60);
  const released = story.lock(fuel, { merchant: shop, amount: 20n * AMP, cents: 700n });
  const euros = story.lock(fuel, { merchant: shop, amount: 20n * AMP, cents: 900n, currency: 'EUR' });
  story.block(12).release(released);
  story.release(euros);
  const partly = story.lock(fuel, { merchant: shop, amount: 30n * AMP, settleIn: 60, expireIn: 7_200 });
  story.draw(partly, 5n * AMP);
  const claimed = story.lock(fuel, { merchant: shop, amount: 40n * AMP, settleIn: 6_000, expireIn: 7_200 });
  story.claimPayment(claimed);
  story.lock(fuel, { merchant: other, amount: 50n * AMP, settleIn: 60, expireIn: 120 });
  const exit = story.requestExit(fuel, bob, 100n * AMP);
  story.block(200);
  return { story, fuel, books, partly, claimed, exit };
}

describe('read models', () => {
  let stage: Awaited<ReturnType<typeof openStorySource>>;
  const told = tell();
  const { story, fuel, books } = told;
  beforeAll(async () => {
    stage = await openStorySource();
    await stage.tell(story);
  }, 60_000);
  afterAll(() => stage.close());

  it('say at which block they were read, and survive their own schema', async () => {
    const { number, hash, timestamp } = story.head;
    const answer = await stage.receive(poolsAnswer, readPools);
    expect(answer.at).toEqual({ number, hash, timestamp, finality: 'latest' });
    expect(answer).toEqual(await stage.read(readPools));
  });

  it('refuse to answer from an empty database', async () => {
    await stage.tell({ blocks: [], epochLength: 300 });
    await expect(stage.read(readPools)).rejects.toThrow('No block has been read');
    await stage.tell(story);
  });

  it('pools: settled totals, live locks, stakers and hours', async () => {
    const answer = await stage.read(readPools);
    expect(answer?.pools.map((p) => p.pool.tag)).toEqual(['FUEL', 'BOOKS']);
    const summary = answer?.pools[0];
    // The lock of 50 AMP has expired, but counts until its epoch ends.
    expect(summary).toMatchObject({ openLocks: 2, stakers: 2 });
    expect(summary?.settled.assets).toBe(985n * AMP);
    expect(summary?.settled.locked).toBe(story.pools.get(fuel)?.locked);
    expect(summary?.settled.nextExitAt).toBe(told.exit * 300);
    expect(summary?.hours.reduce((sum, hour) => sum + hour.guaranteedCount, 0)).toBe(7);
    expect(answer?.pools[1]).toMatchObject({ openLocks: 0, stakers: 1 });
    // Epochs that ended empty are never rolled: they must not pile up in the answer.
    const ends = summary?.epochs.map((epoch) => [epoch.lockEnd > 0n, epoch.sharesLeft > 0n]);
    expect(ends).toEqual([
      [true, false],
      // the exit leaves when the last lock that it may back has ended
      [true, true],
    ]);
  });

  it('pool: losses newest first, with what they were taken from; null when unknown', async () => {
    const answer = await stage.receive(poolAnswer, (view) => readPool(view, fuel));
    expect(answer.losses.map((loss) => [loss.amount, loss.assetsBefore])).toEqual([
      [5n * AMP, 990n * AMP],
      [10n * AMP, 1_000n * AMP],
    ]);
    expect(await stage.read((view) => readPool(view, unknown))).toBeNull();
  });

  it('payment: its story in order; null when unknown', async () => {
    const answer = await stage.receive(paymentAnswer, (view) => readPayment(view, told.partly));
    expect(answer).toMatchObject({ poolTag: 'FUEL', merchant: { address: shop, registered: true } });
    expect(answer.lock).toMatchObject({ now: 'overdue', remaining: 25n * AMP, drawn: 5n * AMP });
    expect(answer.steps.map(({ kind, amount }) => [kind, amount])).toEqual([
      ['locked', 30n * AMP],
      ['drawn', 5n * AMP],
    ]);
    const claimed = await stage.read((view) => readPayment(view, told.claimed));
    expect(claimed?.steps.map(({ kind }) => kind)).toEqual(['locked', 'claimed']);
    expect(await stage.read((view) => readPayment(view, unknown))).toBeNull();
  });

  it('merchant: sums of what is live, due, released today and drawn, and its payments alone', async () => {
    const answer = await stage.receive(merchantAnswer, (view) => readMerchant(view, shop));
    expect(answer.sums).toEqual({
      liveCount: 2,
      liveWei: 65n * AMP,
      liveCents: 5_000n,
      dueSoonCount: 1,
      // Released after midnight only, and euros are no cents.
      releasedTodayCount: 2,
      releasedTodayCents: 700n,
      drawn30dCount: 2,
      drawn30dWei: 15n * AMP,
    });
    expect(answer.total).toBe(6);
    expect(answer.locks.every((lock) => lock.merchant === shop)).toBe(true);
    expect(await stage.read((view) => readMerchant(view, ann))).toBeNull();
  });

  it('merchants: each with what is guaranteed to it', async () => {
    const answer = await stage.receive(merchantsAnswer, readMerchants);
    expect(answer.merchants).toMatchObject([
      { address: shop, liveCount: 2, liveWei: 65n * AMP, totalCount: 6 },
      { address: other, liveCount: 0, liveWei: 0n, totalCount: 1 },
    ]);
  });

  it('admin: the balance equation holds from logs alone when the node is gone', async () => {
    const answer = await stage.receive(adminAnswer, readAdmin);
    const [first, second] = answer.pools;
    expect(first).toMatchObject({ tag: 'FUEL', chainBalance: null, holds: true, overdueLocks: 1 });
    expect(first?.balance).toBe(985n * AMP);
    expect(first?.overdueWei).toBe(25n * AMP);
    expect(first?.exits).toHaveLength(1);
    expect(first?.exits[0]?.exitAt).toBe(told.exit * 300);
    expect(second).toMatchObject({ tag: 'BOOKS', balance: 50n * AMP, accounted: 50n * AMP, holds: true });
  });

  it('admin: says that the equation is broken when it is', async () => {
    const robbed = tell().story;
    robbed.transfer(MANAGER, ann, 1n, books, `0x${'0'.repeat(64)}`).block();
    await stage.tell(robbed);
    const answer = await stage.read(readAdmin);
    expect(answer?.pools.map(({ tag, holds }) => [tag, holds])).toEqual([
      ['FUEL', true],
      ['BOOKS', false],
    ]);
    await stage.tell(story);
  });

  it('history: totals at each boundary, what happened in between, and a last point for now', async () => {
    const history = async (pool: Hex | 'all', interval: HistoryAnswer['interval']) => {
      const answer = await stage.receive(historyAnswer, (view) => readHistory(view, { pool, interval }));
      return answer.points;
    };
    const days = await history(fuel, '1d');
    expect(days.map((p) => [p.timestamp, p.assets / AMP, p.guaranteedCount, p.drawnWei / AMP])).toEqual([
      [MIDNIGHT - DAY, 1_000n, 0, 0n],
      [MIDNIGHT, 990n, 2, 10n],
      [story.now, 985n, 5, 5n],
    ]);
    const hours = await history('all', '1h');
    expect(hours.at(-1)).toMatchObject({ timestamp: story.now, assets: 1_035n * AMP, guaranteedCount: 5 });
    expect(hours.at(-2)).toMatchObject({ timestamp: MIDNIGHT, assets: 1_040n * AMP, guaranteedCount: 2 });
    const all = await Promise.all(
      (['5m', '15m'] as const).map(async (interval) => {
        const minutes = await history(fuel, interval);
        expect(minutes.map((p) => p.timestamp)).toEqual([...minutes.map((p) => p.timestamp)].sort());
        expect(minutes.reduce((sum, p) => sum + p.guaranteedCount, 0)).toBe(7);
        expect(minutes.reduce((sum, p) => sum + p.drawnWei, 0n)).toBe(15n * AMP);
        expect(minutes.at(-1)?.locked).toBe(story.pools.get(fuel)?.locked);
        // 90 % of what is staked and not leaving
        expect(minutes.at(-1)?.capacity).toBe(
          ((985n * AMP - (100n * AMP * 985n + 999n) / 1_000n) * 9n) / 10n,
        );
        return minutes;
      }),
    );
    const [fives, fifteens] = all.map((minutes) => new Map(minutes.map((p) => [p.timestamp, p.assets])));
    expect(fives?.size).toBeGreaterThan((fifteens?.size ?? 0) * 2);
    expect([...(fifteens ?? [])].filter(([at, assets]) => fives?.get(at) !== assets)).toEqual([]);
    expect(await stage.read((view) => readHistory(view, { pool: unknown, interval: '1h' }))).toBeNull();
  });
});
