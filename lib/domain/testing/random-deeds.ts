import type { Hex } from '../codecs';
import { DEFAULT_PARTITION } from '../partition';
import { PoolStory } from './pool-story';
import { WalletStory } from './wallet-story';

/**
 * Histories at random: deeds of a few people in two pools and one in place, as numbers that a generator chooses. What is
 * impossible when its turn comes is left out, so that any list of deeds can be played.
 */
export const deedKinds = [
  'stake',
  'request-exit',
  'cancel-exit',
  'claim-exit',
  'claim-rewards',
  'compound',
  'draw',
  'ruin',
  'refused-draw',
  'collect',
  'send',
  'set-aside',
  'take-out',
  'enrol',
  'unenrol',
  'draw-in-place',
  'wait',
] as const;

export type Deed = {
  kind: (typeof deedKinds)[number];
  /** whose, whom, and in which pool: taken modulo how many there are */
  who: number;
  other: number;
  pool: number;
  /** how much, in hundredths of a percent of what there is */
  part: number;
  seconds: number;
};

const AMP = 10n ** 18n;
export const PEOPLE: readonly Hex[] = [1, 2, 3].map(
  (n): Hex => `0x00000000000000000000000000000000000000a${n}`,
);
export const SHOP: Hex = '0x00000000000000000000000000000000000000d1';

/** Everybody stakes something in each pool; then the deeds, one after the other. */
export function playDeeds(deeds: readonly Deed[]): PoolStory {
  const story = new PoolStory();
  const wallets = new WalletStory(story);
  const pools = ['FUEL', 'BOOKS'].map((tag) => story.createPool(tag, { maxUtilisationBps: 10_000 }));
  const inPlace = wallets.createPool('WALLETS');
  for (const pool of pools) for (const who of PEOPLE) story.stake(pool, who, 3n * AMP + 1n);
  for (const deed of deeds) {
    if (deed.seconds > 0) story.block(deed.seconds);
    play(deed, { story, wallets, pools, inPlace });
  }
  return story.block();
}

type Stage = { story: PoolStory; wallets: WalletStory; pools: readonly Hex[]; inPlace: Hex };

const at = <Item>(list: readonly Item[], index: number): Item => {
  const item = list[index % list.length];
  if (item === undefined) throw new RangeError('nothing to choose from');
  return item;
};
const partOf = (whole: bigint, { part }: Deed): bigint => (whole * BigInt(part)) / 10_000n;

function play(deed: Deed, { story, wallets, pools, inPlace }: Stage): void {
  const [who, other, pool] = [at(PEOPLE, deed.who), at(PEOPLE, deed.other), at(pools, deed.pool)];
  // Odd amounts: rounding shows itself.
  const amount = partOf(100n * AMP, deed) + BigInt(deed.other) + 1n;
  story.roll(pool);
  const shares = story.sharesOf(pool, who);
  const assets = story.pools.get(pool)?.assets ?? 0n;
  const tickets = story.ticketsOf(pool, who);
  const due = tickets.find(({ bucket }) => bucket.rolled);
  const waiting = tickets.find(({ bucket }) => !bucket.rolled);
  const lossOf = (wei: bigint, refused = false) => {
    if (wei > 0n) story.draw(story.lock(pool, { merchant: SHOP, amount: wei }), wei, { refused });
  };
  const { balance, enrolled } = wallets.holder(inPlace, who);
  switch (deed.kind) {
    case 'stake':
      story.stake(pool, who, amount);
      break;
    case 'request-exit':
      if (shares > 2n) story.requestExit(pool, who, partOf(shares, deed) || 1n);
      break;
    case 'cancel-exit':
      if (waiting) story.cancelExit(pool, who, waiting.epoch);
      break;
    case 'claim-exit':
      if (due) story.claimExit(pool, who, due.epoch, deed.other % 3 === 0 ? other : who);
      break;
    case 'claim-rewards':
    case 'compound':
      if (shares === 0n) break;
      story.fundRewards(pool, deed.part % 2 === 0 ? 0 : 1, amount).block(40);
      story.claimRewards(pool, who, { fees: 1n, topUps: 2n }, deed.other % 3 === 0 ? other : who);
      if (deed.kind === 'compound') story.stake(pool, who, amount);
      break;
    case 'draw':
      lossOf(partOf(assets, deed) / 2n);
      break;
    case 'ruin':
      // Nearly all of it, which closes the generation.
      lossOf(assets);
      break;
    case 'refused-draw':
      lossOf(partOf(assets, deed) / 3n, true);
      break;
    case 'collect':
      if ((story.kept.get(`${pool}:${SHOP}`) ?? 0n) > 0n) story.collect(pool, SHOP);
      break;
    case 'send':
      story.mint(who, amount).transfer(who, other, partOf(amount, deed), DEFAULT_PARTITION);
      break;
    case 'set-aside':
      wallets.deposit(inPlace, who, amount);
      break;
    case 'take-out': {
      const free = balance - wallets.lockedOf(inPlace, who);
      if (free > 0n) wallets.withdraw(inPlace, who, partOf(free, deed) || 1n);
      break;
    }
    case 'enrol':
      if (!enrolled) wallets.enrol(inPlace, who, amount);
      break;
    case 'unenrol':
      if (enrolled && wallets.lockedOf(inPlace, who) === 0n) wallets.unenrol(inPlace, who);
      break;
    case 'draw-in-place': {
      const wei = partOf(balance - wallets.lockedOf(inPlace, who), deed);
      if (!enrolled || wei <= 0n) break;
      const payment = wallets.lock(inPlace, { merchant: SHOP, slices: [{ holder: who, amount: wei }] });
      wallets.draw(payment, wei, { refused: deed.other % 4 === 0 });
      break;
    }
    case 'wait':
      story.block(400);
  }
}
