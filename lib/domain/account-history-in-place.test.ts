import { expect, test } from 'vitest';
import { accountHistory } from './account-history';
import type { Hex } from './codecs';
import { PoolStory } from './testing/pool-story';
import { WALLET_MANAGER, WalletStory } from './testing/wallet-story';

const [ann, bob, shop]: [Hex, Hex, Hex] = [
  '0x00000000000000000000000000000000000000a1',
  '0x00000000000000000000000000000000000000a2',
  '0x00000000000000000000000000000000000000d1',
];

function tell() {
  const story = new PoolStory();
  const wallets = new WalletStory(story);
  const pool = wallets.createPool('WALLETS');
  wallets.register(shop).setManager(ann, WALLET_MANAGER);
  wallets.deposit(pool, ann, 100n).enrol(pool, ann, 80n).deposit(pool, bob, 10n);
  const slices = [
    { holder: ann, amount: 30n },
    { holder: ann, amount: 20n },
  ];
  const id = wallets.lock(pool, { merchant: shop, slices });
  wallets.draw(id, 7n).release(id);
  wallets.withdraw(pool, ann, 40n);
  // Dust from somebody else, and what is passed on to somebody else.
  story.transfer(bob, ann, 3n, pool).transfer(ann, bob, 2n, pool);
  const historyOf = (account: Hex) =>
    accountHistory(
      account,
      story.blocks.flatMap(({ events }) => events),
    );
  return { pool, id, historyOf };
}

test('the lines of a pool in place add up to the balance there, losses by the payment that they paid', () => {
  const { pool, id, historyOf } = tell();
  const { entries, lost } = historyOf(ann);
  const lines = entries.filter((entry) => entry.pool === pool);
  expect(lines.map(({ kind, amount }) => [kind, amount])).toEqual([
    ['deposited', 100n],
    ['enrolled', 0n],
    ['loss', -4n],
    ['loss', -3n],
    ['withdrawn', -40n],
    ['deposited', 3n],
    ['withdrawn', -2n],
  ]);
  expect(lines.reduce((sum, { amount }) => sum + amount, 0n)).toBe(100n - 7n - 40n + 3n - 2n);
  expect(lost.get(pool)).toBe(7n);
  const [loss] = lines.filter(({ kind }) => kind === 'loss');
  expect(loss).toMatchObject({ paymentId: id, counterparty: shop });
});

test('a move within the own wallet is told once; one to or from somebody else names them', () => {
  const { historyOf } = tell();
  const { entries } = historyOf(ann);
  // Only what was given to it in the first place is a plain transfer.
  expect(entries.filter(({ pool }) => pool === null).map(({ kind }) => kind)).toEqual(['received']);
  expect(entries.map(({ counterparty }) => counterparty).filter((who) => who === bob)).toHaveLength(2);
});

test('a merchant is paid for a payment in place as for any other', () => {
  const { id, historyOf } = tell();
  expect(historyOf(shop).entries).toMatchObject([{ kind: 'received', amount: 7n, paymentId: id }]);
});
