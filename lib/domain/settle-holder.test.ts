import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Hex } from './codecs';
import { entityKey } from './entity-key';
import { epochStart } from './pool-math';
import { SENDER_HOOK } from './registry-events';
import { lockedInPlace, settleHolder } from './settle-holder';
import { knownAfter } from './testing/known-after';
import { PoolStory } from './testing/pool-story';
import { WALLET_MANAGER, WalletStory } from './testing/wallet-story';

const AMP = 10n ** 18n;
const [ann, bob, shop]: [Hex, Hex, Hex] = [
  '0x00000000000000000000000000000000000000a1',
  '0x00000000000000000000000000000000000000a2',
  '0x00000000000000000000000000000000000000d1',
];

function begin() {
  const story = new PoolStory();
  const wallets = new WalletStory(story);
  const pool = wallets.createPool('WALLETS');
  wallets.register(shop);
  for (const who of [ann, bob]) {
    wallets
      .setManager(who, WALLET_MANAGER)
      .deposit(pool, who, 100n * AMP)
      .enrol(pool, who, 80n * AMP);
  }
  /** A holder as replayed from the events so far, settled now or at another second. */
  const settled = (account: Hex, timestamp = story.now) => {
    const { changes, lookup } = knownAfter(story);
    const holder = lookup('holder', entityKey.holder(pool, account));
    if (!holder) throw new Error('nobody of that name');
    const epochs = changes.flatMap((change) => (change.kind === 'holderEpoch' ? [change.value] : []));
    const registration = lookup('registration', entityKey.registration(account));
    const balance = lookup('balance', entityKey.balance(pool, account))?.amount ?? 0n;
    return settleHolder(holder, epochs, registration, balance, timestamp, story.epochLength);
  };
  const lockedOfAll = () => {
    const epochs = knownAfter(story).changes.flatMap((change) =>
      change.kind === 'walletEpoch' ? [change.value] : [],
    );
    return lockedInPlace(pool, epochs, story.now, story.epochLength);
  };
  return { story, wallets, pool, settled, lockedOfAll };
}

test('what is locked leaves the rest to be locked, and to be moved', () => {
  const { wallets, pool, settled } = begin();
  wallets.lock(pool, { merchant: shop, slices: [{ holder: ann, amount: 30n * AMP }] });
  expect(settled(ann)).toEqual({
    obstacle: null,
    ready: true,
    locked: 30n * AMP,
    lockable: 50n * AMP,
    movable: 70n * AMP,
  });
});

test('a slice is free when its epoch has ended, before anybody rolls, and not a second earlier', () => {
  const { story, wallets, pool, settled } = begin();
  const id = wallets.lock(pool, { merchant: shop, slices: [{ holder: ann, amount: 30n * AMP }] });
  const end = epochStart(wallets.locks.get(id)?.end ?? 0, story.epochLength);
  expect(settled(ann, end - 1).locked).toBe(30n * AMP);
  expect(settled(ann, end).locked).toBe(0n);
  story.block(end + 5 - story.now);
  wallets.roll(pool, ann);
  expect(settled(ann).locked).toBe(0n);
});

test('a holder whose manager is another, or who has a hook, cannot be locked; coming back mends the first alone', () => {
  const { story, wallets, settled } = begin();
  wallets.setManager(ann, ann);
  expect(settled(ann)).toMatchObject({ obstacle: 'manager', ready: false, lockable: 0n });
  story.tell('InterfaceImplementerSet', { account: ann, interfaceHash: SENDER_HOOK, implementer: bob });
  wallets.setManager(ann, WALLET_MANAGER);
  expect(settled(ann)).toMatchObject({ obstacle: 'hook', ready: false, movable: 100n * AMP });
});

test('whoever enrolled before anything was followed is known to be ready: the manager has checked it', () => {
  const story = new PoolStory();
  const wallets = new WalletStory(story);
  const pool = wallets.createPool('WALLETS');
  wallets.enrol(pool, ann, AMP);
  expect(knownAfter(story).lookup('registration', ann)).toMatchObject({
    manager: WALLET_MANAGER,
    senderHook: null,
  });
});

test('after any deeds, what is locked of each and of all is what the manager would say', () => {
  const amount = fc.bigInt({ min: 1n, max: 7n });
  const deed = fc.oneof(
    fc.record({
      lock: fc.array(fc.record({ of: fc.constantFrom(ann, bob), amount }), { minLength: 1, maxLength: 4 }),
    }),
    fc.record({ release: fc.nat({ max: 3 }), amount }),
    fc.record({ draw: fc.nat({ max: 3 }), amount }),
    fc.record({ wait: fc.integer({ min: 1, max: 700 }) }),
  );
  fc.assert(
    fc.property(fc.array(deed, { maxLength: 25 }), (deeds) => {
      const { story, wallets, pool, settled, lockedOfAll } = begin();
      const open: { id: Hex; until: number }[] = [];
      const cut = (which: number, wanted: bigint, how: 'release' | 'draw') => {
        const lock = open.filter(({ until }) => until > story.now)[which];
        const left =
          wallets.locks.get(lock?.id ?? '0x')?.slices.reduce((sum, s) => sum + s.remaining, 0n) ?? 0n;
        if (lock && left > 0n) wallets[how](lock.id, wanted < left ? wanted : left);
      };
      for (const deed of deeds) {
        if ('lock' in deed) {
          const slices = deed.lock.map(({ of, amount: wei }) => ({ holder: of, amount: wei }));
          open.push({ id: wallets.lock(pool, { merchant: shop, slices }), until: story.now + 900 });
        } else if ('release' in deed) cut(deed.release, deed.amount, 'release');
        else if ('draw' in deed) cut(deed.draw, deed.amount, 'draw');
        else story.block(deed.wait);
        for (const who of [ann, bob]) expect(settled(who).locked).toBe(wallets.lockedOf(pool, who));
        expect(lockedOfAll()).toBe(wallets.lockedOf(pool, ann) + wallets.lockedOf(pool, bob));
      }
    }),
    { numRuns: 60 },
  );
});
