import { and, eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { current } from '@/lib/db';
import { balances, spendable } from '@/lib/db/schema';
import { accountHistory } from '@/lib/domain/account-history';
import { type AccountEntry, accountAnswer, type Movement } from '@/lib/domain/api';
import type { Hex } from '@/lib/domain/codecs';
import { DEFAULT_PARTITION, poolOf } from '@/lib/domain/partition';
import { PoolStory } from '@/lib/domain/testing/pool-story';
import { createRandom } from '@/lib/follower/testing/random';
import { readAccount } from './account';
import { readAccountHistory } from './account-history';
import { readMovements } from './account-movements';
import { tellWindow } from './account-window';
import { UndoneBlockError } from './parts';
import { openStorySource } from './testing/story-source';
import { read } from './view';

const AMP = 10n ** 18n;
const people: Hex[] = [1, 2, 3].map((n): Hex => `0x00000000000000000000000000000000000000a${n}`);
const [ann = '0x', bob = '0x'] = people;
const shop: Hex = '0x00000000000000000000000000000000000000d1';
const IN_PLACE: Hex = `0xaaaaaaaa${'0'.repeat(16)}${'c2'.padStart(40, '0')}`;

/** A few hundred deeds in two pools: stakes, exits, rewards, draws small and ruinous, transfers of every kind. */
function randomStory(seed: number): PoolStory {
  const random = createRandom(seed);
  const below = (limit: number) => random.between(0, limit - 1);
  const amount = () => BigInt(below(1_000_000)) * 10n ** 14n + 1n;
  const story = new PoolStory();
  const pools = ['FUEL', 'BOOKS'].map((tag) => story.createPool(tag, { maxUtilisationBps: 10_000 }));
  for (const pool of pools) for (const who of people) story.stake(pool, who, amount() + AMP);
  for (let deed = 0; deed < 120; deed += 1) {
    const [pool, who, other] = [random.pick(pools), random.pick(people), random.pick(people)];
    if (below(3) > 0) story.block(1 + below(200));
    story.roll(pool);
    const tickets = story.ticketsOf(pool, who);
    const shares = story.sharesOf(pool, who);
    switch (below(10)) {
      case 0:
      case 1:
        story.stake(pool, who, amount());
        break;
      case 2:
        if (shares > 2n) story.requestExit(pool, who, shares / 2n);
        break;
      case 3: {
        const open = tickets.find((ticket) => !ticket.bucket.rolled);
        if (open) story.cancelExit(pool, who, open.epoch);
        break;
      }
      case 4: {
        const due = tickets.find((ticket) => ticket.bucket.rolled);
        if (due) story.claimExit(pool, who, due.epoch, below(3) === 0 ? other : who);
        break;
      }
      case 5:
        if (shares === 0n) break;
        story.fundRewards(pool, 0, amount()).block(40);
        story.claimRewards(pool, who, { fees: 1n }, below(3) === 0 ? other : who);
        break;
      case 6:
        story.mint(who, amount()).transfer(who, other, BigInt(below(100)));
        break;
      case 7:
        story.mint(who, AMP).transfer(who, who, AMP / 2n, undefined, IN_PLACE);
        break;
      default: {
        const assets = story.pools.get(pool)?.assets ?? 0n;
        const drawn = below(12) === 0 ? assets : assets / BigInt(2 + below(20));
        if (drawn > 0n) story.draw(story.lock(pool, { merchant: shop, amount: drawn }));
      }
    }
  }
  return story.block();
}

describe('the history of an account', () => {
  let db: Awaited<ReturnType<typeof openStorySource>>;
  beforeAll(async () => {
    db = await openStorySource();
  });
  afterAll(() => db.close());

  const whole = (story: PoolStory, account: Hex) =>
    accountHistory(
      account,
      story.blocks.flatMap(({ events }) => events),
    ).entries;

  async function pages(account: Hex, limit: number): Promise<AccountEntry[]> {
    const entries: AccountEntry[] = [];
    let cursor: string | undefined;
    do {
      const page = await read(db.source, (view) => readAccountHistory(view, account, { cursor, limit }));
      entries.push(...(page?.entries ?? []));
      cursor = page?.next ?? undefined;
    } while (cursor);
    return entries;
  }

  async function movements(account: Hex): Promise<Movement[]> {
    const { parts } = await readMovements(db.source, account, {});
    const all: Movement[] = [];
    for await (const part of parts) all.push(...part);
    return all;
  }

  for (const seed of [1, 2]) {
    it(`is the same page by page as told at once, and its movements add up (story ${seed})`, async () => {
      const story = randomStory(seed);
      await db.tell(story);
      for (const account of [...people, shop]) {
        const told = whole(story, account);
        expect(told.length).toBeGreaterThan(5);
        expect(await pages(account, 12)).toEqual([...told].reverse());

        const all = await movements(account);
        const sums = new Map<Hex, bigint>();
        for (const { partition, wei } of all) sums.set(partition, (sums.get(partition) ?? 0n) + wei);
        const held = await db.source.database.db
          .select()
          .from(balances)
          .where(and(current(balances), eq(balances.account, account)));
        const [inDefault] = await db.source.database.db
          .select()
          .from(spendable)
          .where(eq(spendable.account, account));
        if (inDefault) held.push({ ...inDefault, partition: DEFAULT_PARTITION, fromBlock: 0, toBlock: null });
        for (const { partition, amount } of held) expect(sums.get(partition) ?? 0n).toBe(BigInt(amount));

        const answer = await db.receive(accountAnswer, (view) => readAccount(view, account));
        const staked = new Map<Hex, bigint>();
        for (const { pool, assets } of [...answer.positions, ...answer.tickets.filter(isOpen)]) {
          staked.set(poolOf(pool), (staked.get(poolOf(pool)) ?? 0n) + assets);
        }
        for (const [pool, wei] of staked) expect(sums.get(pool) ?? 0n).toBe(wei);
        // What makes the sums exact is dust: it must not hide a line that is missing.
        for (const { kind, wei } of all)
          if (kind === 'rounding') expect(Math.abs(Number(wei))).toBeLessThan(1_000);
        const places = all.map(({ partition }) => partition);
        expect(new Set(places).size).toBe(
          new Set([...held.map((row) => row.partition), ...staked.keys()]).size,
        );
      }
    });
  }

  it('is told the same in any window, whatever happened before', async () => {
    const story = randomStory(4);
    await db.tell(story);
    const cut = story.blocks[Math.floor(story.blocks.length / 2)]?.block.number ?? 0;
    const told = whole(story, ann);
    const parts = await Promise.all(
      [
        { after: -1, upTo: cut },
        { after: cut, upTo: story.head.number },
      ].map((window) =>
        read(db.source, async (view) => {
          const { entries } = await tellWindow(view, ann, window);
          return async () => entries;
        }),
      ),
    );
    expect(parts.flat()).toEqual(told);
  });

  it('ends with an error when the block that it is read at is undone on the way', async () => {
    await db.tell(randomStory(5));
    const { parts } = await readMovements(db.source, bob, {});
    const other = new PoolStory({ fork: '1' });
    while (other.blocks.length < 400) other.block();
    await db.tell(other);
    await expect(parts[Symbol.asyncIterator]().next()).rejects.toThrow(UndoneBlockError);
  });
});

const isOpen = ({ state }: { state: string }): boolean => state === 'waiting' || state === 'due';
