import { describe, expect, test } from 'vitest';
import type { LiveDelta, PaymentAnswer, PoolsAnswer } from '@/lib/domain/api';
import type { Hex } from '@/lib/domain/codecs';
import type { Lock } from '@/lib/domain/entities';
import { entityKey, lockKey } from '@/lib/domain/entity-key';
import { lockOfRow, toLockRow } from '@/lib/domain/lock-row';
import { settlePool } from '@/lib/domain/settle';
import { knownAfter } from '@/lib/domain/testing/known-after';
import { PoolStory } from '@/lib/domain/testing/pool-story';
import { foldLockEntities, foldPayment, foldPools, headOf } from './fold';

const AMP = 10n ** 18n;
const [ann, shop]: [Hex, Hex] = [
  '0x00000000000000000000000000000000000000a1',
  '0x00000000000000000000000000000000000000d1',
];

/** The last block of a story as the stream tells it. */
const lastBlock = (story: PoolStory): LiveDelta => {
  const last = story.blocks.at(-1);
  if (!last) throw new Error('the story has no block');
  return { type: 'delta', ...last };
};

/** What the server would answer at the end of a story. */
function poolsOf(story: PoolStory): PoolsAnswer {
  const { pools, epochs } = knownAfter(story);
  return {
    at: headOf(lastBlock(story)),
    price: null,
    epochLength: story.epochLength,
    pools: pools
      .filter(({ closed }) => !closed)
      .map((pool) => ({
        pool,
        settled: settlePool(pool, epochs, story.now, story.epochLength),
        epochs: epochs.filter((e) => !e.rolled && e.lockEnd + e.sharesLeft > 0n),
        hours: [],
        openLocks: 0,
        stakers: 1,
      })),
  };
}
const lockOf = (story: PoolStory, id: Hex): Lock => {
  const lock = knownAfter(story).lookup('lock', entityKey.lock(id, 'pool'));
  if (!lock) throw new Error('there is no such lock');
  return lock;
};

/** A pool with rewards and two open locks, the larger of nearly all it has. */
function tell() {
  const story = new PoolStory();
  const pool = story.createPool('FUEL', { maxUtilisationBps: 10_000 });
  story.stake(pool, ann, 100n * AMP);
  story.fundRewards(pool, 0, 12n * AMP);
  const small = story.lock(pool, { merchant: shop, amount: 5n });
  const large = story.lock(pool, { merchant: shop, amount: 100n * AMP - 5n });
  const before = poolsOf(story);
  const locks = new Map([small, large].map((id) => [entityKey.lock(id, 'pool'), lockOf(story, id)]));
  return { story, pool, small, large, before, locks };
}

describe('a block in the answers of a page', () => {
  test('rewards and refused payouts leave the pool as the server has it', () => {
    const { story, pool, small, before, locks } = tell();
    story.block(240).claimRewards(pool, ann, { fees: AMP });
    story.fundRewards(pool, 1, 3n * AMP);
    story.draw(small, 2n, { refused: true });
    const folded = foldPools(before, locks, lastBlock(story));
    if (folded === 'stale') throw new Error('the answer should not be stale');
    const [mine, theirs] = [folded.pools[0], poolsOf(story).pools[0]];
    expect(mine?.pool).toEqual(theirs?.pool);
    expect(mine?.settled).toEqual(theirs?.settled);
    expect(mine?.settled).toMatchObject({ drawnInWindow: 2n });
    expect(mine?.pool).toMatchObject({ deferred: 2n });
  });

  test('rewards flow on through blocks in which nothing happens', () => {
    const { story, before, locks } = tell();
    story.block(300);
    const folded = foldPools(before, locks, lastBlock(story));
    expect(folded).toMatchObject({ pools: [{ settled: { feesLeft: 9n * AMP, rewardSecondsLeft: 900 } }] });
  });

  test('a generation that closes makes the pools stale, and so does what happens to it later', () => {
    const { story, large, small, locks, before } = tell();
    story.block().draw(large);
    expect(foldPools(before, locks, lastBlock(story))).toBe('stale');
    const after = poolsOf(story);
    story.block().draw(small, 2n);
    expect(foldPools(after, locks, lastBlock(story))).toBe('stale');
  });

  test('a payment whose payout is refused says so, and when it was collected', () => {
    const { story, pool, small } = tell();
    const lock = lockOf(story, small);
    const answer: PaymentAnswer = {
      at: headOf(lastBlock(story)),
      price: null,
      lock: toLockRow(lock, lock.lockedAt.timestamp),
      slices: [],
      other: null,
      steps: [{ at: lock.lockedAt, kind: 'locked', amount: 5n, by: null }],
      lockedFinality: 'latest',
      poolTag: 'FUEL',
      merchant: null,
    };
    const fold = (known: PaymentAnswer) => {
      const { epochLength } = story;
      const held = new Map([[lockKey(known.lock), lockOfRow(known.lock)]]);
      const delta = lastBlock(story);
      const folded = foldPayment(known, foldLockEntities(held, delta, epochLength), delta, epochLength);
      if (folded === 'stale') throw new Error('the payment is stale');
      return folded;
    };
    story.block().draw(small, 5n, { refused: true });
    const refused = fold(answer);
    expect(refused.lock).toMatchObject({ now: 'drawn', drawn: 5n, deferred: 5n });
    expect(refused.steps.map(({ kind }) => kind)).toEqual(['locked', 'drawn', 'deferred']);
    story.block().collect(pool, shop);
    expect(fold(refused).steps.at(-1)).toMatchObject({ kind: 'collected', at: { block: story.head.number } });
  });
});
