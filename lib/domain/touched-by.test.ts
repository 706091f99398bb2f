import { expect, test } from 'vitest';
import type { Hex } from './codecs';
import type { Change, EntityKind, EntityOf } from './entities';
import { chainEvent } from './events';
import { changeKey, type Lookup, reduceEvent } from './reduce';
import { RECIPIENT_HOOK, SENDER_HOOK } from './registry-events';
import { PoolStory } from './testing/pool-story';
import { WALLET_MANAGER, WalletStory } from './testing/wallet-story';
import { touchedBy } from './touched-by';

const AMP = 10n ** 18n;
const ann: Hex = '0x00000000000000000000000000000000000000a1';
const shop: Hex = '0x00000000000000000000000000000000000000d1';

/** Something of everything, in two generations of a pool and in place. */
function tell() {
  const story = new PoolStory();
  const pool = story.createPool('FUEL', { maxUtilisationBps: 10_000 });
  story.register(shop);
  for (const generation of [1, 2]) {
    story.block().stake(pool, ann, 50n * AMP);
    story.fundRewards(pool, 0, AMP);
    const exit = story.block().requestExit(pool, ann, 10n * AMP);
    story.cancelExit(pool, ann, exit);
    story.claimRewards(pool, ann, { fees: 1n });
    const left = story.requestExit(pool, ann, 5n * AMP);
    story.until(left).claimExit(pool, ann, left);
    const small = story.lock(pool, { merchant: shop, amount: 4n });
    story.claimPayment(small);
    story.release(small, 1n);
    const rest = story.pools.get(pool)?.assets ?? 0n;
    story.draw(story.lock(pool, { merchant: shop, amount: rest - 4n }), undefined, { refused: true });
    story.draw(small, 1n, { refused: true });
    if (generation === 2) story.collect(pool, shop);
  }
  tellInPlace(story);
  return story;
}

function tellInPlace(story: PoolStory): void {
  const wallets = new WalletStory(story);
  const pool = wallets.createPool('WALLETS');
  wallets.register(shop).setManager(ann, WALLET_MANAGER).deposit(pool, ann, 50n);
  wallets.enrol(pool, ann, 40n);
  const slices = [
    { holder: ann, amount: 4n },
    { holder: ann, amount: 5n },
  ];
  const id = wallets.lock(pool, { merchant: shop, slices });
  wallets.claimPayment(id).release(id, 3n).draw(id, 4n, { refused: true }).collect(pool, shop, 4n);
  story.block(2_000);
  wallets.unenrol(pool, ann);
  const both = { operator: shop, tokenHolder: ann };
  const inPool = { partition: pool, ...both };
  story
    .tell('AuthorizedOperator', both)
    .tell('RevokedOperator', both)
    .tell('AuthorizedOperatorByPartition', inPool)
    .tell('RevokedOperatorByPartition', inPool)
    .tell('CollateralManagerRegistered', { collateralManager: WALLET_MANAGER })
    .tell('PartitionStrategySet', { flag: '0xaaaaaaaa', name: '0x00', implementation: shop })
    .tell('InterfaceImplementerSet', { account: shop, interfaceHash: SENDER_HOOK, implementer: shop })
    .tell('InterfaceImplementerSet', { account: shop, interfaceHash: RECIPIENT_HOOK, implementer: shop });
}

test('every event touches only what was named for it, once its pool and its lock are known', () => {
  const story = tell();
  const context = { epochLength: story.epochLength };
  const known = new Map<string, Change>();
  const events = story.blocks.flatMap((block) => block.events);
  for (const event of events) {
    const asked = new Set<string>();
    const lookup: Lookup = <Kind extends EntityKind>(kind: Kind, key: string) => {
      asked.add(`${kind}/${key}`);
      // A change is stored under its own kind.
      return known.get(`${kind}/${key}`)?.value as EntityOf[Kind] | undefined;
    };
    // As a reader does it: first what can be named at once, then what those say.
    const first = new Set(
      touchedBy(event, context, () => undefined).map(({ kind, key }) => `${kind}/${key}`),
    );
    const loaded: Lookup = (kind, key) => (first.has(`${kind}/${key}`) ? lookup(kind, key) : undefined);
    const named = new Set(touchedBy(event, context, loaded).map(({ kind, key }) => `${kind}/${key}`));
    asked.clear();
    const changes = reduceEvent(lookup, event, context);
    expect(
      [...asked].filter((name) => !named.has(name)),
      event.name,
    ).toEqual([]);
    for (const change of changes) known.set(changeKey(change), change);
  }
  const told = new Set<string>(events.map(({ name }) => name));
  const untold = chainEvent.options.map(({ shape }) => shape.name.value).filter((name) => !told.has(name));
  // These change at the most what they name.
  const plain = /^(Wallet)?(Role|DefaultAdmin|PausesSet|LockSkipped)|^(Owner|ApprovalByPartition)/;
  expect(untold.filter((name) => !plain.test(name))).toEqual([]);
});
