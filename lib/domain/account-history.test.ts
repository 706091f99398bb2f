import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { accountHistory } from './account-history';
import type { Hex } from './codecs';
import { generationId } from './partition';
import { MANAGER, PoolStory } from './testing/pool-story';

const AMP = 10n ** 18n;
const ann: Hex = '0x00000000000000000000000000000000000000a1';
const bob: Hex = '0x00000000000000000000000000000000000000a2';
const shop: Hex = '0x00000000000000000000000000000000000000d1';

const told = (story: PoolStory, account: Hex) =>
  accountHistory(
    account,
    story.blocks.flatMap(({ events }) => events),
  );
const lines = (story: PoolStory, account: Hex) =>
  told(story, account).entries.map(({ kind, amount }) => [kind, amount]);

describe('accountHistory', () => {
  it('names a loss to the wei: the share of the draw that the account bore, rounded as its worth is', () => {
    const story = new PoolStory();
    const pool = story.createPool('FUEL');
    story.stake(pool, ann, 3n * AMP + 1n);
    story.stake(pool, bob, 7n * AMP);
    const paymentId = story.block().lock(pool, { merchant: shop, amount: AMP });
    story.block().draw(paymentId);
    const { entries, lost } = told(story, ann);
    const loss = 3n * AMP + 1n - ((3n * AMP + 1n) * (9n * AMP + 1n)) / (10n * AMP + 1n);
    expect(lost.get(pool)).toBe(loss);
    expect(entries.at(-1)).toMatchObject({
      kind: 'loss',
      pool,
      paymentId,
      counterparty: shop,
      amount: -loss,
    });
  });

  it('lets a ticket bear losses until its epoch is rolled, and not after', () => {
    const story = new PoolStory();
    const pool = story.createPool('FUEL');
    const shares = story.stake(pool, ann, 10n * AMP);
    story.stake(pool, bob, 10n * AMP);
    const [first, second] = [AMP, 2n * AMP].map((amount) =>
      story.lock(pool, { merchant: shop, amount, expireIn: 7_200 }),
    );
    const epoch = story.block().requestExit(pool, ann, shares);
    story.block().draw(first as Hex);
    expect(told(story, ann).lost.get(pool)).toBe(AMP / 2n);
    story.until(epoch);
    expect(() => story.draw(second as Hex)).toThrow(); // its epoch is the ticket's own: nothing can be drawn then
    const later = story.lock(pool, { merchant: shop, amount: AMP });
    story.block().draw(later);
    expect(told(story, ann).lost.get(pool)).toBe(AMP / 2n);
    expect(story.claimExit(pool, ann, epoch)).toBe(10n * AMP - AMP / 2n);
    expect(lines(story, ann).at(-1)).toEqual(['exit-claimed', -(10n * AMP - AMP / 2n)]);
  });

  it('gives shares back to those who cancel, so that they bear losses as before', () => {
    const story = new PoolStory();
    const pool = story.createPool('FUEL');
    const shares = story.stake(pool, ann, 10n * AMP);
    const epoch = story.block().requestExit(pool, ann, shares / 2n);
    story.cancelExit(pool, ann, epoch);
    story.draw(story.block().lock(pool, { merchant: shop, amount: AMP }));
    expect(lines(story, ann).slice(-3)).toEqual([
      ['exit-requested', 0n],
      ['exit-cancelled', 0n],
      ['loss', -AMP],
    ]);
  });

  it('counts no loss of before the account came, nor of a pool it is not in', () => {
    const story = new PoolStory();
    const [fuel, books] = [story.createPool('FUEL'), story.createPool('BOOKS')];
    story.stake(fuel, bob, 10n * AMP);
    story.draw(story.lock(fuel, { merchant: shop, amount: AMP }));
    story.block().stake(fuel, ann, 10n * AMP);
    story.stake(books, bob, 10n * AMP);
    story.draw(story.lock(books, { merchant: shop, amount: AMP }));
    expect(told(story, ann).lost.size).toBe(0);
  });

  it('tells a stake and an exit once, though each is also a transfer', () => {
    const story = new PoolStory();
    const pool = story.createPool('FUEL');
    const shares = story.stake(pool, ann, 10n * AMP);
    const epoch = story.block().requestExit(pool, ann, shares);
    story.until(epoch).claimExit(pool, ann, epoch);
    expect(lines(story, ann)).toEqual([
      ['received', 10n * AMP],
      ['staked', 10n * AMP],
      ['exit-requested', 0n],
      ['exit-claimed', -10n * AMP],
    ]);
  });

  it('tells what was sent, received, and paid out to a merchant', () => {
    const story = new PoolStory();
    const pool = story.createPool('FUEL');
    story.stake(pool, bob, 10n * AMP);
    const paymentId = story.lock(pool, { merchant: ann, amount: AMP });
    story.draw(paymentId);
    story.mint(bob, AMP).transfer(bob, ann, 5n).transfer(ann, bob, 2n).transfer(bob, ann, 0n);
    const { entries } = told(story, ann);
    expect(entries).toMatchObject([
      { kind: 'received', pool: null, paymentId, counterparty: MANAGER, amount: AMP },
      { kind: 'received', pool: null, paymentId: null, counterparty: bob, amount: 5n },
      { kind: 'sent', pool: null, counterparty: bob, amount: -2n },
    ]);
  });

  it('tells an exit that went to somebody else to both of them', () => {
    const story = new PoolStory();
    const pool = story.createPool('FUEL');
    const shares = story.stake(pool, ann, 10n * AMP);
    const epoch = story.requestExit(pool, ann, shares);
    story.until(epoch).claimExit(pool, ann, epoch, bob);
    expect(told(story, ann).entries.at(-1)).toMatchObject({ kind: 'exit-claimed', counterparty: bob });
    expect(told(story, bob).entries).toMatchObject([{ kind: 'received', counterparty: MANAGER }]);
  });

  it('tells rewards once, and an exit or a reward that is staked at once as if it had been paid in between', () => {
    const story = new PoolStory();
    const [fuel, books] = [story.createPool('FUEL'), story.createPool('BOOKS')];
    const shares = story.stake(fuel, ann, 10n * AMP);
    story.fundRewards(fuel, 0, 6n * AMP);
    story.block(300).claimRewards(fuel, ann, { fees: AMP, topUps: 2n });
    story.claimRewards(books, ann, {}); // of a pool that owes nothing
    story.claimRewards(fuel, ann, { fees: AMP }, bob);
    story.claimRewards(fuel, ann, { fees: AMP }, MANAGER);
    const epoch = story.requestExit(fuel, ann, shares);
    story.until(epoch).claimExit(fuel, ann, epoch, MANAGER);
    expect(told(story, ann).entries.slice(2)).toMatchObject([
      { kind: 'rewarded', pool: fuel, counterparty: null, amount: AMP + 2n },
      { kind: 'rewarded', pool: fuel, counterparty: bob, amount: AMP },
      { kind: 'rewarded', pool: fuel, counterparty: null, amount: AMP },
      { kind: 'exit-requested', pool: fuel },
      { kind: 'exit-claimed', pool: fuel, counterparty: null, amount: -10n * AMP },
    ]);
    expect(told(story, ann).entries.some(({ pool }) => pool === books)).toBe(false);
    expect(told(story, bob).entries).toMatchObject([
      { kind: 'received', counterparty: MANAGER, amount: AMP },
    ]);
  });

  it('follows a stake into a generation that losses have closed, and tells it apart from a new one', () => {
    const story = new PoolStory();
    const pool = story.createPool('FUEL', { maxUtilisationBps: 10_000 });
    const closed = generationId(pool, 1);
    story.stake(pool, ann, 10n * AMP);
    const small = story.lock(pool, { merchant: shop, amount: 4n });
    story.draw(story.lock(pool, { merchant: shop, amount: 10n * AMP - 4n }));
    story.block().stake(pool, ann, 3n * AMP);
    story.draw(small, 2n);
    story.draw(story.lock(pool, { merchant: shop, amount: AMP }));
    const { entries, lost } = told(story, ann);
    expect(lost).toEqual(
      new Map([
        [closed, 10n * AMP - 2n],
        [pool, AMP],
      ]),
    );
    expect(entries.filter(({ kind }) => kind === 'loss')).toMatchObject([
      { pool, amount: -(10n * AMP - 4n) },
      { pool, amount: -2n },
      { pool, amount: -AMP },
    ]);
    expect(told(story, shop).entries).toMatchObject([
      { kind: 'received', amount: 10n * AMP - 4n },
      { kind: 'received', paymentId: small, amount: 2n },
      { kind: 'received', amount: AMP },
    ]);
  });

  it('adds up to what the account holds, but for dust that others left', () => {
    const deed = fc.record({
      kind: fc.constantFrom('stake', 'exit', 'cancel', 'claim', 'draw', 'wait'),
      account: fc.constantFrom(ann, bob),
      amount: fc.bigInt({ min: 10n ** 6n, max: 50n * AMP }),
      seconds: fc.integer({ min: 1, max: 700 }),
    });
    fc.assert(
      fc.property(fc.array(deed, { minLength: 5, maxLength: 60 }), (deeds) => {
        const story = new PoolStory();
        const pool = story.createPool('FUEL', { maxUtilisationBps: 10_000 });
        story.stake(pool, ann, 20n * AMP);
        const losses = { [ann]: 0n, [bob]: 0n };
        const bearing = (account: Hex) =>
          story
            .ticketsOf(pool, account)
            .reduce((sum, t) => (t.bucket.rolled ? sum : sum + t.shares), story.sharesOf(pool, account));
        for (const { kind, account, amount, seconds } of deeds) {
          story.block(seconds).roll(pool);
          const p = story.pools.get(pool);
          if (!p) throw new Error('no pool');
          const ticket = story.ticketsOf(pool, account).find((t) => t.bucket.rolled === (kind === 'claim'));
          if (kind === 'stake') story.stake(pool, account, amount);
          if (kind === 'exit' && story.sharesOf(pool, account) >= amount)
            story.requestExit(pool, account, amount);
          if (kind === 'cancel' && ticket) story.cancelExit(pool, account, ticket.epoch);
          if (kind === 'claim' && ticket) story.claimExit(pool, account, ticket.epoch);
          const most = p.assets / 3n;
          if (kind === 'draw' && most > 0n) {
            const id = story.lock(pool, { merchant: shop, amount: amount < most ? amount : most });
            const before = [ann, bob].map((who) => story.worth(pool, bearing(who)));
            story.draw(id);
            [ann, bob].forEach((who, index) => {
              losses[who] = (losses[who] ?? 0n) + (before[index] ?? 0n) - story.worth(pool, bearing(who));
            });
          }
        }
        const poolEvents = story.blocks
          .flatMap(({ events }) => events)
          .filter((e) => ['Supplied', 'EpochRolled', 'ExitClaimed'].includes(e.name)).length;
        for (const who of [ann, bob]) {
          const { entries, lost } = told(story, who);
          expect(lost.get(pool) ?? 0n).toBe(losses[who]);
          const sum = entries.reduce((total, e) => (e.pool === pool ? total + e.amount : total), 0n);
          const due = story
            .ticketsOf(pool, who)
            .filter((t) => t.bucket.rolled)
            .reduce((total, t) => total + (t.shares * t.bucket.assets) / t.bucket.shares, 0n);
          const holds = story.worth(pool, bearing(who)) + due;
          const dust = holds - sum;
          const bound = BigInt(2 * poolEvents + 2);
          expect(dust <= bound && dust >= -bound).toBe(true);
        }
      }),
      { numRuns: 300 },
    );
  });
});
