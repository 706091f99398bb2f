import type { Hex } from '@/lib/domain/codecs';
import { poolOf } from '@/lib/domain/partition';
import { PoolStory } from '@/lib/domain/testing/pool-story';
import { createRandom } from '@/lib/follower/testing/random';

const AMP = 10n ** 18n;
const SECONDS_PER_BLOCK = 4;
/** One payment a second, as the traffic of the local chain. */
const LOCKS_PER_BLOCK = 4;
const MERCHANTS = 200;
const POOLS = [
  ['FUEL', 0.7],
  ['BOOKS', 0.29],
  ['RARE', 0.01],
] as const;
/** What is paid with: how often, and seconds until that is final. */
const ASSETS = [
  { ticker: 'BTC', part: 0.6, settles: [2_400, 3_600] },
  { ticker: 'ETH', part: 0.25, settles: [768, 800] },
  { ticker: 'SOL', part: 0.15, settles: [2, 13] },
] as const;
/** Of all payments: those that fail, and those that nobody ever closes. */
const DRAWN = 0.015;
const FORGOTTEN = 0.02;
const CLAIMED = 0.005;
const REWARDS_EVERY = 100;
const BUSY_EVERY = 25;

/**
 * Seconds that every past lasts, that of a million payments: a shorter one begins with nothing but stakes. What a pool was
 * worth in the last days is then told in as many points.
 */
const SPAN = 1_000_000;

/** How much past there is. */
export type Size = { locks: number; accounts: number };

/** Addresses are spread over all there are, as those of people. */
const addressOf = (kind: bigint, n: number): Hex =>
  `0x${((kind + BigInt(n + 1) * 0x9e3779b97f4a7c15f39cc0605cedc8341082276bn) % 2n ** 160n).toString(16).padStart(40, '0')}`;
export const accountAt = (n: number): Hex => addressOf(0n, n);
export const merchantAt = (n: number): Hex => addressOf(1n << 150n, n);
/** Receives every third transfer, stakes and claims all the time. */
export const BUSY_ACCOUNT = 0;

/**
 * A past of so many payments and accounts, told block by block as the contracts would tell it: most payments are
 * released, some are drawn, expire or run still; merchants have very different volumes, and so have the pools. After
 * every block it gives way, so that whoever takes the blocks in can do so before there are too many.
 */
export async function tellPast(
  { locks, accounts }: Size,
  takeBlock: (story: PoolStory) => Promise<void>,
): Promise<void> {
  const random = createRandom(7);
  const story = new PoolStory({ start: 1_700_000_100 });
  const pools = POOLS.map(([tag, part]) => ({ id: story.createPool(tag, { maxLockDuration: 7_200 }), part }));
  for (let n = 0; n < MERCHANTS; n += 1) story.register(merchantAt(n));
  const blocks = Math.ceil(locks / LOCKS_PER_BLOCK);
  const stakesPerBlock = accounts / (blocks / 2);
  const ending = new Map<number, { id: Hex; how: 'release' | 'draw' }[]>();
  const leaving: { pool: Hex; account: Hex; epoch: number }[] = [];
  let staked = 0;

  const pick = <Item extends { part: number }>(items: readonly Item[]): Item => {
    let left = random.next();
    for (const item of items) {
      left -= item.part;
      if (left < 0) return item;
    }
    return random.pick(items);
  };
  const poolOfAccount = (n: number): Hex => pools[n % 10 < 7 ? 0 : n % 10 < 9 ? 1 : 2]?.id ?? '0x';
  const stake = (n: number) =>
    story.stake(poolOfAccount(n), accountAt(n), BigInt(random.between(1_000, 50_000)) * AMP);
  for (const [index] of pools.entries()) stake(index === 0 ? 0 : index === 1 ? 7 : 9);

  const lock = () => {
    const asset = pick(ASSETS);
    const settleIn = random.between(asset.settles[0], asset.settles[1]);
    const id = story.lock(pick(pools).id, {
      // The busiest has a quarter of them all, the last few a handful.
      merchant: merchantAt(Math.floor(MERCHANTS * random.next() ** 4)),
      amount: BigInt(random.between(1_000, 500_000)) * (AMP / 1_000n),
      cents: BigInt(random.between(100, 50_000)),
      currency: random.next() < 0.9 ? 'USD' : 'EUR',
      asset: asset.ticker,
      settleIn,
      expireIn: settleIn + 3_600,
    });
    const fate = random.next();
    if (fate < FORGOTTEN) return;
    if (fate > 1 - CLAIMED) story.claimPayment(id);
    const end = story.head.number + Math.ceil((settleIn + 30) / SECONDS_PER_BLOCK);
    const how = fate < FORGOTTEN + DRAWN ? 'draw' : 'release';
    const others = ending.get(end);
    if (others) others.push({ id, how });
    else ending.set(end, [{ id, how }]);
  };

  const others = (block: number) => {
    while (staked < Math.min(accounts, block * stakesPerBlock)) stake(staked++);
    const from = accountAt(random.between(0, accounts - 1));
    const to = accountAt(block % 3 === 0 ? BUSY_ACCOUNT : random.between(0, accounts - 1));
    story.mint(from, AMP).transfer(from, to, AMP);
    if (block % REWARDS_EVERY === 0) for (const { id } of pools) story.fundRewards(id, 0, 50n * AMP);
    if (block % BUSY_EVERY === 0) {
      stake(BUSY_ACCOUNT);
      story.claimRewards(poolOfAccount(BUSY_ACCOUNT), accountAt(BUSY_ACCOUNT), { fees: 1n });
    }
    if (staked > 10 && random.next() < stakesPerBlock / 10) {
      const n = random.between(0, staked - 1);
      const pool = poolOfAccount(n);
      const account = accountAt(n);
      const shares = story.sharesOf(pool, account) / 2n;
      if (shares > AMP) leaving.push({ pool, account, epoch: story.requestExit(pool, account, shares) });
    }
    const [first] = leaving;
    if (first && story.pools.get(first.pool)?.buckets.get(first.epoch)?.rolled) {
      leaving.shift();
      if (story.ticketOf(first.pool, first.account, first.epoch) > 0n) {
        story.claimExit(first.pool, first.account, first.epoch);
      }
    }
  };

  const quiet = SPAN - blocks * SECONDS_PER_BLOCK;
  if (quiet > 0) story.block(quiet);
  for (let block = 0; block < blocks; block += 1) {
    story.block(SECONDS_PER_BLOCK);
    for (const { id, how } of ending.get(story.head.number) ?? []) {
      if (how === 'draw') story.draw(id);
      else story.release(id);
      story.locks.delete(id);
    }
    ending.delete(story.head.number);
    for (let n = 0; n < LOCKS_PER_BLOCK; n += 1) lock();
    others(block);
    forget(story);
    await takeBlock(story);
  }
}

/** A story looks through all that it remembers of a pool at each deed: what is over must go. */
function forget(story: PoolStory): void {
  for (const [id, pool] of story.pools) {
    if (poolOf(id) !== id) continue;
    for (const end of pool.lockEnds.keys()) if (end <= pool.rolledEpoch) pool.lockEnds.delete(end);
    for (const [epoch, bucket] of pool.buckets) {
      if (bucket.rolled && bucket.shares === 0n) pool.buckets.delete(epoch);
    }
  }
}
