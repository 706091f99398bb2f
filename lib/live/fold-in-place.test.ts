import { expect, test } from 'vitest';
import type { LiveDelta, PaymentAnswer } from '@/lib/domain/api';
import type { Hex } from '@/lib/domain/codecs';
import { entityKey, lockKey } from '@/lib/domain/entity-key';
import { lockOfRow, toLockRow } from '@/lib/domain/lock-row';
import { managerKinds } from '@/lib/domain/partition';
import { knownAfter } from '@/lib/domain/testing/known-after';
import { PoolStory } from '@/lib/domain/testing/pool-story';
import { WALLET_MANAGER, WalletStory } from '@/lib/domain/testing/wallet-story';
import { foldLockEntities, foldPayment, headOf } from './fold';

const [ann, bob, shop]: [Hex, Hex, Hex] = [
  '0x00000000000000000000000000000000000000a1',
  '0x00000000000000000000000000000000000000a2',
  '0x00000000000000000000000000000000000000d1',
];

const lastBlock = (story: PoolStory): LiveDelta => {
  const last = story.blocks.at(-1);
  if (!last) throw new Error('the story has no block');
  return { type: 'delta', ...last };
};

function begin() {
  const story = new PoolStory();
  const wallets = new WalletStory(story);
  const pool = wallets.createPool('WALLETS');
  for (const who of [ann, bob]) {
    wallets.setManager(who, WALLET_MANAGER).deposit(pool, who, 100n).enrol(pool, who, 80n);
  }
  const id = wallets.lock(pool, {
    merchant: shop,
    slices: [
      { holder: ann, amount: 30n },
      { holder: bob, amount: 10n },
    ],
  });
  return { story, wallets, pool, id };
}

/** What the server would answer now, but for the steps. */
function paymentOf(story: PoolStory, id: Hex): Pick<PaymentAnswer, 'lock' | 'slices' | 'other'> {
  const { lookup, changes } = knownAfter(story);
  const [lock, other] = managerKinds
    .flatMap((kind) => lookup('lock', entityKey.lock(id, kind)) ?? [])
    .sort((a, b) => a.lockedAt.block - b.lockedAt.block);
  if (!lock) throw new Error('no such lock');
  const slices = changes.flatMap((change) =>
    change.kind === 'slice' && change.value.paymentId === id ? [change.value] : [],
  );
  return { lock: toLockRow(lock, story.now), slices, other: other ? toLockRow(other, story.now) : null };
}

function fold(before: PaymentAnswer, story: PoolStory): PaymentAnswer {
  const delta = lastBlock(story);
  const rows = [before.lock, ...(before.other ? [before.other] : [])];
  const known = new Map(rows.map((row) => [lockKey(row), lockOfRow(row)]));
  const folded = foldPayment(
    before,
    foldLockEntities(known, delta, story.epochLength),
    delta,
    story.epochLength,
  );
  if (folded === 'stale') throw new Error('the payment is stale');
  return folded;
}

const answerOf = (story: PoolStory, id: Hex): PaymentAnswer => ({
  at: headOf(lastBlock(story)),
  price: null,
  ...paymentOf(story, id),
  steps: [],
  lockedFinality: 'latest',
  poolTag: 'WALLETS',
  merchant: null,
});

test('a payment in place and its slices stay as the server has them', () => {
  const { story, wallets, id } = begin();
  const before = answerOf(story, id);
  story.block();
  wallets.draw(id, 7n).release(id, 5n);
  const after = fold(before, story);
  expect(after).toMatchObject(paymentOf(story, id));
  expect(after.steps.map(({ kind }) => kind)).toEqual(['drawn', 'released']);
  story.block();
  wallets.release(id);
  expect(fold(after, story)).toMatchObject(paymentOf(story, id));
});

test('a lock of the other manager under the same id comes beside it, and goes its own way', () => {
  const { story, wallets, pool } = begin();
  const appPool = story.createPool('FUEL');
  story.stake(appPool, ann, 1_000_000n);
  const id = story.lock(appPool, { merchant: shop, amount: 5n });
  const before = answerOf(story, id);
  story.block();
  wallets.lock(pool, { merchant: shop, slices: [{ holder: bob, amount: 4n }], paymentId: id });
  const both = fold(before, story);
  expect(both).toMatchObject(paymentOf(story, id));
  expect(both.other).toMatchObject({ kind: 'in-place', amount: 4n });
  expect(both.steps).toEqual([]);
  story.block();
  wallets.draw(id);
  const after = fold(both, story);
  expect(after).toMatchObject(paymentOf(story, id));
  expect(after.lock).toMatchObject({ kind: 'pool', status: 'open' });
  expect(after.other).toMatchObject({ status: 'drawn' });
});
