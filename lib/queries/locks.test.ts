import { and } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { current, lockRows } from '@/lib/db';
import { locks } from '@/lib/db/schema';
import type { LockRow, LocksQuery } from '@/lib/domain/api';
import type { Hex } from '@/lib/domain/codecs';
import { isGuaranteed, lockStatus, lockStatuses } from '@/lib/domain/lock-status';
import { PoolStory } from '@/lib/domain/testing/pool-story';
import { asciiFromHex } from '@/lib/domain/text';
import { createRandom } from '@/lib/follower/testing/random';
import { MOST_WALKED } from './lock-candidates';
import { hasStatus } from './lock-filter';
import { readLocks } from './locks';
import { openStorySource } from './testing/story-source';

const AMP = 10n ** 18n;
const shops: Hex[] = [1, 2, 3].map((n): Hex => `0x00000000000000000000000000000000000000d${n}`);

/** Locks in every state that a lock can be in, some of them at the very second where the state changes. */
function tellManyLocks(): PoolStory {
  const random = createRandom(7);
  const story = new PoolStory();
  const pools = ['FUEL', 'BOOKS'].map((tag) => story.createPool(tag));
  for (const pool of pools) story.stake(pool, '0x00000000000000000000000000000000000000a1', 1_000_000n * AMP);
  const made: Hex[] = [];
  for (let n = 0; n < 240; n += 1) {
    if (n % 3 === 0) story.block(random.between(1, 20));
    made.push(
      story.lock(random.pick(pools), {
        merchant: random.pick(shops),
        amount: BigInt(random.between(1, 900)) * AMP,
        settleIn: random.between(1, 400),
        expireIn: random.between(401, 900),
        asset: random.pick(['BTC', 'ETH', 'SOL']),
      }),
    );
    const id = random.pick(made);
    const lock = story.locks.get(id);
    if (!lock || story.now >= lock.expiresAt || lock.remaining === 0n) continue;
    const part = random.next() < 0.3 && lock.remaining > 1n ? lock.remaining / 2n : undefined;
    const deed = random.pick(['release', 'draw', 'claim', 'none', 'none']);
    if (deed === 'release') story.release(id, part);
    if (deed === 'draw') story.draw(id, part);
    if (deed === 'claim') story.claimPayment(id);
  }
  return story.block(30);
}

describe('the ledger', () => {
  let stage: Awaited<ReturnType<typeof openStorySource>>;
  const story = tellManyLocks();
  beforeAll(async () => {
    stage = await openStorySource();
    await stage.tell(story);
  }, 60_000);
  afterAll(() => stage.close());

  const ask = async (query: Partial<LocksQuery> = {}) => {
    const answer = await stage.read((view) => readLocks(view, query));
    if (!answer) throw new Error('no answer');
    return answer;
  };
  const everything = async (query: Partial<LocksQuery> = {}): Promise<LockRow[]> => {
    const rows: LockRow[] = [];
    let cursor: string | undefined;
    do {
      const page = await ask({ ...query, limit: 33, cursor });
      rows.push(...page.locks);
      cursor = page.next ?? undefined;
    } while (cursor);
    return rows;
  };

  it('knows the status of each lock in SQL as the domain does, at every second where one could change', async () => {
    const { db } = stage.source.database;
    const all = (await db.select().from(locks).where(current(locks))).map(lockRows.fromRow);
    const edges = all.slice(0, 20).flatMap(({ settleBy, expiresAt }) => [settleBy, expiresAt]);
    const moments = [...new Set(edges.flatMap((t) => [t - 1, t, t + 1]))];
    const seen = new Set<string>();
    for (const timestamp of moments) {
      for (const status of ['live', ...lockStatuses] as const) {
        const rows = await db
          .select({ id: locks.paymentId })
          .from(locks)
          .where(and(current(locks), hasStatus(status, timestamp)));
        const inDomain = all.filter((lock) => {
          const now = lockStatus(lock, timestamp);
          return status === 'live' ? isGuaranteed(now) : now === status;
        });
        expect(rows.map(({ id }) => id).sort()).toEqual(inDomain.map((lock) => lock.paymentId).sort());
        if (inDomain.length > 0) seen.add(status);
      }
    }
    expect([...seen].sort()).toEqual(['live', ...lockStatuses].sort());
  });

  it('is in pages that follow on each other: newest first, each lock once', async () => {
    const rows = await everything();
    expect(rows).toHaveLength(240);
    expect(new Set(rows.map((row) => row.paymentId)).size).toBe(240);
    const places = rows.map(({ lockedAt }) => lockedAt.block * 1_000 + lockedAt.logIndex);
    expect(places).toEqual([...places].sort((a, b) => b - a));
  });

  it('lets through what passes every filter, and counts it', async () => {
    const all = await everything();
    const [fuel] = story.pools.keys();
    const filters: [Partial<LocksQuery>, (row: LockRow) => boolean][] = [
      [{ pool: fuel }, (row) => row.pool === fuel],
      [{ merchant: shops[1] }, (row) => row.merchant === shops[1]],
      [{ asset: 'btc' }, (row) => asciiFromHex(row.quote.asset) === 'BTC'],
      [{ min: 450n * AMP }, (row) => row.amount >= 450n * AMP],
      [{ status: 'live' }, (row) => isGuaranteed(row.now)],
      ...lockStatuses.map((status): [Partial<LocksQuery>, (row: LockRow) => boolean] => [
        { status },
        (row) => row.now === status,
      ]),
      [
        { pool: fuel, merchant: shops[0], status: 'released', min: 100n * AMP },
        (row) =>
          row.pool === fuel &&
          row.merchant === shops[0] &&
          row.now === 'released' &&
          row.amount >= 100n * AMP,
      ],
    ];
    for (const [query, passes] of filters) {
      const expected = all.filter(passes).map((row) => row.paymentId);
      expect((await everything(query)).map((row) => row.paymentId)).toEqual(expected);
      expect((await ask({ ...query, limit: 1 })).total).toBe(expected.length);
    }
  });

  it('looks at so many locks for a page and no more, and goes on from there', async () => {
    const long = new PoolStory();
    const pool = long.createPool('FUEL');
    long.stake(pool, '0x00000000000000000000000000000000000000a1', 1_000_000n * AMP);
    const [merchant = '0x'] = shops;
    const rare = [1, 2].map(() => long.lock(pool, { merchant, amount: 1_000n, asset: 'DOGE' }));
    for (let n = 0; n < MOST_WALKED; n += 1) {
      if (n % 500 === 0) long.block();
      long.lock(pool, { merchant, amount: 1_000n, asset: 'BTC' });
    }
    await stage.tell(long);
    const first = await ask({ asset: 'doge' });
    expect(first).toMatchObject({ locks: [], total: 0, totalIsLeast: true });
    const second = await ask({ asset: 'doge', cursor: first.next ?? '' });
    expect(second.locks.map((row) => row.paymentId)).toEqual(rare.reverse());
    expect(second.next).toBeNull();
    // Where the count is kept, it is exact whatever the number.
    for (const query of [{}, { pool }, { merchant }]) {
      expect(await ask(query)).toMatchObject({ total: MOST_WALKED + 2, totalIsLeast: false });
    }
    await stage.tell(story);
  });

  it('keeps a page as it was while new locks come in', async () => {
    const first = await ask({ limit: 20 });
    const second = await ask({ limit: 20, cursor: first.next ?? '' });
    const [pool] = story.pools.keys();
    const longer = tellManyLocks();
    longer.lock(pool as Hex, { merchant: shops[0] as Hex, amount: AMP });
    await stage.tell(longer);
    const again = await ask({ limit: 20, cursor: first.next ?? '' });
    expect(again.total).toBe(241);
    expect(again.locks).toEqual(second.locks);
    await stage.tell(story);
  });
});
