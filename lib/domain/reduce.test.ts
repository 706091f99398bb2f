import { describe, expect, test } from 'vitest';
import { entityKey } from './entity-key';
import { changeKey, type Lookup, MissingEntityError, reduceEvent, reduceEvents } from './reduce';
import { STORY_PARAMS } from './testing/story-pool';
import {
  ANN,
  at,
  BOB,
  context,
  created,
  drawn,
  event,
  FIRST,
  id,
  locked,
  OPERATOR,
  POOL,
  released,
  SHOP,
  staked,
  supplied,
  withLock,
  worldAfter,
} from './testing/told-events';
import { touchedBy } from './touched-by';

describe('what an event means', () => {
  test('a new pool is empty, open and has the tag of its id', () => {
    const pool = worldAfter([created]).lookup('pool', POOL);
    expect(pool).toMatchObject({ id: POOL, tag: 'FLEXA', assets: 0n, shares: 0n, createdAt: at(1) });
    expect(pool?.pauses).toEqual({ stakes: false, locks: false, draws: false });
  });

  test('parameters and pauses replace what was there, and nothing else', () => {
    const params = { ...STORY_PARAMS, maxUtilisationBps: 1, cooldown: 2, drawWindow: 7_200, drawLimit: 5n };
    const pauses = { stakes: true, locks: false, draws: true };
    const { lookup } = worldAfter([
      ...staked,
      event('ParamsSet', { pool: POOL, params }),
      event('PausesSet', { pool: POOL, pauses, by: OPERATOR }),
    ]);
    expect(lookup('pool', POOL)).toMatchObject({ params, pauses, assets: 1000n });
  });

  test('a merchant taken off keeps its entry', () => {
    const { lookup } = worldAfter([event('MerchantSet', { merchant: SHOP, registered: false, since: 0 })]);
    expect(lookup('merchant', entityKey.merchant('pool', SHOP))).toEqual({
      kind: 'pool',
      address: SHOP,
      registered: false,
      since: 0,
    });
  });

  test('a stake sets the totals of the pool and adds up for its account', () => {
    const more = event('Supplied', {
      pool: POOL,
      account: ANN,
      amount: 500n,
      shares: 400n,
      accountShares: 1400n,
      totalAssets: 1500n,
      totalShares: 1400n,
      unallocated: 7n,
    });
    const { lookup } = worldAfter([...staked, more]);
    expect(lookup('pool', POOL)).toMatchObject({ assets: 1500n, shares: 1400n, unallocated: 7n });
    expect(lookup('position', entityKey.position(FIRST, ANN))).toEqual({
      pool: POOL,
      generation: 1,
      account: ANN,
      shares: 1400n,
      staked: 1500n,
      exited: 0n,
      feesClaimed: 0n,
      topUpsClaimed: 0n,
      since: at(2),
    });
  });

  const exit = (shares: bigint, ticketShares: bigint, accountShares: bigint, where = at(3)) =>
    event(
      'ExitRequested',
      {
        pool: POOL,
        account: ANN,
        exitEpoch: 9n,
        shares,
        accountShares,
        ticketShares,
        pendingShares: ticketShares,
      },
      where,
    );
  const cancel = event(
    'ExitCancelled',
    { pool: POOL, account: ANN, exitEpoch: 9n, shares: 500n, accountShares: 1000n, pendingShares: 0n },
    at(5),
  );
  const ticketKey = entityKey.ticket(FIRST, ANN, 9);

  test('requests for one epoch add up in one ticket, dated from the first', () => {
    const { lookup } = worldAfter([...staked, exit(200n, 200n, 800n, at(3)), exit(300n, 500n, 500n, at(4))]);
    expect(lookup('ticket', ticketKey)).toMatchObject({ shares: 500n, claimed: 0n, requestedAt: at(3) });
    expect(lookup('epoch', entityKey.epoch(FIRST, 9))).toMatchObject({ sharesLeft: 500n, rolled: false });
    expect(lookup('position', entityKey.position(FIRST, ANN))).toMatchObject({ shares: 500n });
    expect(lookup('pool', POOL)).toMatchObject({ pendingShares: 500n, shares: 1000n });
  });

  test('a cancelled exit gives the shares back; asked for again, its ticket begins anew', () => {
    const requested = [...staked, exit(500n, 500n, 500n), cancel];
    const { lookup } = worldAfter(requested);
    expect(lookup('ticket', ticketKey)).toMatchObject({ shares: 0n });
    expect(lookup('position', entityKey.position(FIRST, ANN))).toMatchObject({ shares: 1000n });
    expect(lookup('epoch', entityKey.epoch(FIRST, 9))).toMatchObject({ sharesLeft: 0n });
    expect(lookup('pool', POOL)).toMatchObject({ pendingShares: 0n });
    const again = worldAfter([...requested, exit(100n, 100n, 900n, at(8))]);
    expect(again.lookup('ticket', ticketKey)).toMatchObject({ shares: 100n, requestedAt: at(8) });
  });

  const roll = event(
    'EpochRolled',
    {
      pool: POOL,
      epoch: 9n,
      expired: 0n,
      exitShares: 500n,
      exitAssets: 480n,
      totalAssets: 520n,
      totalShares: 500n,
      pendingShares: 0n,
      locked: 0n,
      exitReserve: 480n,
    },
    at(7),
  );

  test('a rolled epoch fixes what its exits are worth and takes it out of the pool', () => {
    const { lookup } = worldAfter([...staked, exit(500n, 500n, 500n), roll]);
    expect(lookup('epoch', entityKey.epoch(FIRST, 9))).toEqual({
      pool: POOL,
      generation: 1,
      epoch: 9,
      lockEnd: 0n,
      sharesLeft: 500n,
      assetsLeft: 480n,
      rolled: true,
    });
    expect(lookup('pool', POOL)).toMatchObject({
      assets: 520n,
      shares: 500n,
      pendingShares: 0n,
      exitReserve: 480n,
      rolledEpoch: 9,
    });
  });

  test('a claim empties the ticket and its part of the epoch, and is remembered as paid out', () => {
    const claim = event(
      'ExitClaimed',
      {
        pool: POOL,
        account: ANN,
        exitEpoch: 9n,
        to: BOB,
        shares: 500n,
        amount: 480n,
        exitReserve: 0n,
      },
      at(8),
    );
    const { lookup } = worldAfter([...staked, exit(500n, 500n, 500n), roll, claim]);
    expect(lookup('ticket', ticketKey)).toMatchObject({ shares: 0n, claimed: 480n });
    expect(lookup('position', entityKey.position(FIRST, ANN))).toMatchObject({ exited: 480n, shares: 500n });
    expect(lookup('epoch', entityKey.epoch(FIRST, 9))).toMatchObject({ sharesLeft: 0n, assetsLeft: 0n });
    expect(lookup('pool', POOL)).toMatchObject({ exitReserve: 0n });
  });

  test.each([
    ['Supplied to a pool', supplied(ANN, 1n, 1n)],
    ['released of a lock', released(id(7), 1n, 0n, 0n)],
    ['drawn of a lock', drawn(id(7), 1n, 0n, 0n)],
    ['locked in a pool', locked(id(7), 1n, 1n)],
    ['an epoch rolled', roll],
    ['an exit cancelled', cancel],
  ])('%s that was never seen is an error that names it', (_, unknown) => {
    expect(() => reduceEvents(() => undefined, [unknown], context)).toThrow(MissingEntityError);
    expect(() => reduceEvents(() => undefined, [unknown], context)).toThrow(/is unknown at block/);
  });
});

describe('several events of one block', () => {
  test('see what those before them changed, and leave one change an entity', () => {
    const block = [
      locked(id(1), 300n, 300n, at(3, 0)),
      locked(id(2), 100n, 400n, at(3, 1)),
      released(id(1), 300n, 0n, 100n, at(3, 2)),
    ];
    const changes = reduceEvents(worldAfter(staked).lookup, block, context);
    const keys = changes.map(changeKey);
    expect(new Set(keys).size).toBe(keys.length);
    const pool = changes.find(({ kind }) => kind === 'pool');
    expect(pool?.value).toMatchObject({ locked: 100n });
    const end = changes.find(({ kind }) => kind === 'epoch');
    expect(end?.value).toMatchObject({ lockEnd: 100n });
    const hour = changes.find(({ kind }) => kind === 'hour');
    expect(hour?.value).toMatchObject({ guaranteedCount: 2, releasedCount: 1 });
  });

  test('give the same in one fold as one by one', () => {
    const events = [...withLock, released(id(1), 100n, 200n, 200n), drawn(id(1), 200n, 0n, 800n)];
    const folded = reduceEvents(() => undefined, events, context);
    const byKey = new Map(folded.map((change) => [changeKey(change), change]));
    expect(byKey).toEqual(worldAfter(events).known);
  });

  test('touch only what touchedBy says, so that a reader can fetch it before', () => {
    const events = [...withLock, released(id(1), 100n, 200n, 200n), drawn(id(1), 200n, 0n, 800n)];
    events.forEach((one, index) => {
      const { lookup } = worldAfter(events.slice(0, index));
      const asked = new Set<string>();
      const spy: Lookup = (kind, key) => {
        asked.add(`${kind}/${key}`);
        return lookup(kind, key);
      };
      reduceEvent(spy, one, context);
      const named = touchedBy(one, context, lookup);
      const names = new Set(named.map(({ kind, key }) => `${kind}/${key}`));
      expect([...asked].filter((name) => !names.has(name))).toEqual([]);
    });
  });
});
