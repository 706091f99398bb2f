import { describe, expect, it } from 'vitest';
import type { Hex } from './codecs';
import { entityKey } from './entity-key';
import { generationId, poolId } from './partition';
import { settlePool } from './settle';
import { knownAfter } from './testing/known-after';
import { MANAGER, PoolStory } from './testing/pool-story';

const AMP = 10n ** 18n;
const [ann, bob, shop]: [Hex, Hex, Hex] = [
  '0x00000000000000000000000000000000000000a1',
  '0x00000000000000000000000000000000000000a2',
  '0x00000000000000000000000000000000000000d1',
];

/** A pool with rewards on their way, a ticket and an open lock, whose last payment takes nearly all of it. */
function ruined() {
  const story = new PoolStory();
  const pool = story.createPool('FUEL', { maxUtilisationBps: 10_000 });
  story.stake(pool, ann, 60n * AMP);
  story.stake(pool, bob, 40n * AMP);
  story.fundRewards(pool, 0, 12n * AMP);
  story.fundRewards(pool, 1, 4n * AMP);
  const exit = story.block(300).requestExit(pool, bob, 10n * AMP);
  const small = story.lock(pool, { merchant: shop, amount: 3n });
  const large = story.lock(pool, { merchant: shop, amount: 100n * AMP - 3n });
  story.block().draw(large);
  return { story, pool, closed: generationId(pool, 1), exit, small };
}
const first = (pool: Hex) => ({ pool, generation: 1 });
const second = (pool: Hex) => ({ pool, generation: 2 });

describe('a pool whose losses close a generation', () => {
  it('starts anew, with its rules and the rewards that are still to be handed out', () => {
    const { story, pool, closed } = ruined();
    const { lookup } = knownAfter(story);
    const [anew, old] = [lookup('pool', pool), lookup('pool', closed)];
    expect(anew).toMatchObject({ generation: 2, closed: false, assets: 0n, shares: 0n, pendingShares: 0n });
    expect(anew).toMatchObject({ locked: 0n, latestLockEnd: 0, lastDrawAt: story.now });
    expect(old).toMatchObject({ id: closed, generation: 1, closed: true, assets: 3n, shares: 100n * AMP });
    expect(old).toMatchObject({ locked: 3n, pendingShares: 10n * AMP });
    expect(anew?.params).toEqual(old?.params);
    // 312 of 1,200 seconds have passed: what flowed then is earned and stays, the rest passes on.
    const flowed = (16n * AMP * 312n) / 1_200n;
    expect(old?.rewardReserve).toBe(flowed);
    expect(old?.rewards).toMatchObject({ feesLeft: 0n, topUpsLeft: 0n, secondsLeft: 0 });
    expect(anew?.rewardReserve).toBe(16n * AMP - flowed);
    expect(anew?.rewards).toMatchObject({
      feesLeft: 12n * AMP - (12n * AMP * 312n) / 1_200n,
      topUpsLeft: 4n * AMP - (4n * AMP * 312n) / 1_200n,
      secondsLeft: 888,
      accruedAt: story.now,
    });
  });

  it('never mixes positions, tickets and epochs of the two', () => {
    const { story, pool, closed, exit, small } = ruined();
    story.block().stake(pool, ann, 5n * AMP);
    story.release(small, 1n);
    const again = story.requestExit(pool, ann, AMP);
    story.requestExit(closed, ann, 60n * AMP);
    story.claimRewards(closed, ann, { fees: 2n * AMP, topUps: AMP });
    const { lookup } = knownAfter(story);
    expect(lookup('position', entityKey.position(first(pool), ann))).toMatchObject({
      shares: 0n,
      staked: 60n * AMP,
      feesClaimed: 2n * AMP,
      topUpsClaimed: AMP,
    });
    expect(lookup('position', entityKey.position(second(pool), ann))).toMatchObject({
      shares: 4n * AMP,
      staked: 5n * AMP,
      feesClaimed: 0n,
    });
    expect(again).toBe(exit);
    expect(lookup('ticket', entityKey.ticket(first(pool), ann, exit))).toMatchObject({ shares: 60n * AMP });
    expect(lookup('ticket', entityKey.ticket(second(pool), ann, exit))).toMatchObject({ shares: AMP });
    expect(lookup('epoch', entityKey.epoch(first(pool), exit))).toMatchObject({ sharesLeft: 70n * AMP });
    expect(lookup('epoch', entityKey.epoch(second(pool), exit))).toMatchObject({
      sharesLeft: AMP,
      lockEnd: 0n,
    });
    expect(lookup('pool', closed)).toMatchObject({ locked: 2n, pendingShares: 70n * AMP });
    expect(lookup('pool', pool)).toMatchObject({ locked: 0n, pendingShares: AMP });
    // The lock is the pool's as before, whatever the generation.
    expect(lookup('lock', entityKey.lock(small, 'pool'))).toMatchObject({
      pool,
      remaining: 2n,
      status: 'open',
    });
  });

  it('settles each with its own epochs, and lets nothing be locked in the one that is over', () => {
    const { story, pool, closed, exit } = ruined();
    story.block().stake(pool, ann, 5n * AMP);
    story.requestExit(pool, ann, AMP);
    const { lookup, pools, epochs } = knownAfter(story);
    expect(pools).toHaveLength(2);
    const settled = (id: Hex, timestamp: number) => {
      const found = lookup('pool', id);
      if (!found) throw new Error('there is no such pool');
      return settlePool(found, epochs, timestamp, story.epochLength);
    };
    const due = exit * story.epochLength;
    expect(settled(closed, story.now)).toMatchObject({ capacity: 0n, free: 0n, locked: 3n });
    // The three wei are no longer locked by then; a tenth of the shares gets a tenth of them, floor.
    expect(settled(closed, due)).toMatchObject({
      assets: 3n,
      shares: 90n * AMP,
      locked: 0n,
      exitReserve: 0n,
    });
    expect(settled(pool, due)).toMatchObject({ assets: 4n * AMP, shares: 4n * AMP, exitReserve: AMP });
  });

  it('goes on under its own id to the end: exits, draws, claims', () => {
    const { story, pool, closed, exit, small } = ruined();
    story.draw(small, 2n);
    story.until(exit).claimExit(closed, bob, exit);
    const { lookup } = knownAfter(story);
    expect(lookup('pool', closed)).toMatchObject({ assets: 1n, shares: 90n * AMP, exitReserve: 0n });
    expect(lookup('position', entityKey.position(first(pool), bob))).toMatchObject({ shares: 30n * AMP });
    expect(lookup('ticket', entityKey.ticket(first(pool), bob, exit))).toMatchObject({ shares: 0n });
    expect(lookup('balance', entityKey.balance(pool, MANAGER))?.amount).toBe(1n + 16n * AMP);
  });
});

describe('what a merchant refused', () => {
  it('is kept with the pool’s one partition, whatever the generation, until it is collected', () => {
    const { story, pool, closed, small } = ruined();
    const fuel = poolId('OTHER', MANAGER);
    story.draw(small, 2n, { refused: true });
    story.block().stake(pool, bob, 9n * AMP);
    const later = story.lock(pool, { merchant: shop, amount: AMP });
    story.draw(later, AMP, { refused: true });
    const before = knownAfter(story);
    expect(before.lookup('pool', pool)?.deferred).toBe(AMP + 2n);
    expect(before.lookup('pool', closed)?.deferred).toBe(0n);
    expect(before.lookup('deferred', entityKey.deferred(pool, shop))?.owed).toBe(AMP + 2n);
    expect(before.lookup('deferred', entityKey.deferred(fuel, shop))).toBeUndefined();
    expect(before.lookup('lock', entityKey.lock(small, 'pool'))).toMatchObject({ drawn: 2n, deferred: 2n });
    // Any id of the pool will do: also the closed one's.
    expect(story.collect(closed, shop)).toBe(AMP + 2n);
    const after = knownAfter(story);
    expect(after.lookup('pool', pool)?.deferred).toBe(0n);
    expect(after.lookup('deferred', entityKey.deferred(pool, shop))?.owed).toBe(0n);
  });
});
