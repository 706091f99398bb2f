import { describe, expect, test } from 'vitest';
import type { Hex } from './codecs';
import type { Change, EntityKind, EntityOf } from './entities';
import { entityKey } from './entity-key';
import type { ChainEvent, EventAt, EventName, EventOf } from './events';
import { DEFAULT_PARTITION, poolId } from './partition';
import {
  changeKey,
  type Lookup,
  MissingEntityError,
  type ReduceContext,
  reduceEvent,
  reduceEvents,
} from './reduce';
import { STORY_PARAMS } from './testing/story-pool';
import { touchedBy } from './touched-by';

const HOUR = 1_800_000_000 - (1_800_000_000 % 3600);
const MANAGER: Hex = `0x${'aa'.repeat(20)}`;
const POOL = poolId('FLEXA', MANAGER);
const FIRST = { pool: POOL, generation: 1 };
const ANN: Hex = `0x${'01'.repeat(20)}`;
const BOB: Hex = `0x${'02'.repeat(20)}`;
const SHOP: Hex = `0x${'03'.repeat(20)}`;
const OPERATOR: Hex = `0x${'04'.repeat(20)}`;
const NOBODY: Hex = `0x${'00'.repeat(20)}`;
const id = (n: number): Hex => `0x${n.toString(16).padStart(64, '0')}`;
const context: ReduceContext = { epochLength: 300 };

const at = (block: number, logIndex = 0): EventAt => ({
  block,
  timestamp: HOUR + block,
  logIndex,
  tx: id(block),
});

const event = <Name extends EventName>(name: Name, args: EventOf<Name>['args'], where = at(1)): ChainEvent =>
  // The name and its arguments are checked together by the signature, which the union cannot express.
  ({ name, at: where, args }) as ChainEvent;

const quote = {
  asset: '0x4254430000000000',
  assetAmount: 5n,
  fiatAmount: 1840n,
  currency: '0x555344',
  ampPrice: 350_000n,
} as const;

const created = event('PoolCreated', { pool: POOL, tag: '0x464c455841000000' });
const supplied = (account: Hex, amount: bigint, total: bigint, where = at(2)) =>
  event(
    'Supplied',
    {
      pool: POOL,
      account,
      amount,
      shares: amount,
      accountShares: amount,
      totalAssets: total,
      totalShares: total,
      unallocated: 0n,
    },
    where,
  );
const locked = (paymentId: Hex, amount: bigint, total: bigint, where = at(3), currency: Hex = '0x555344') =>
  event(
    'CollateralLocked',
    {
      paymentId,
      pool: POOL,
      merchant: SHOP,
      amount,
      settleBy: HOUR + 400,
      expiresAt: HOUR + 700,
      claimDelay: 60,
      refHash: id(99),
      quote: { ...quote, currency },
      locked: total,
    },
    where,
  );
const released = (paymentId: Hex, amount: bigint, remaining: bigint, total: bigint, where = at(5)) =>
  event('LockReleased', { paymentId, pool: POOL, by: OPERATOR, amount, remaining, locked: total }, where);
const drawn = (paymentId: Hex, amount: bigint, remaining: bigint, assets: bigint, where = at(6)) =>
  event(
    'LockDrawn',
    {
      paymentId,
      pool: POOL,
      merchant: SHOP,
      by: OPERATOR,
      amount,
      remaining,
      totalAssets: assets,
      totalShares: 1000n,
      locked: remaining,
    },
    where,
  );
const END = Math.ceil((HOUR + 700) / 300);

/** The world after a row of events, each its own block. */
function worldAfter(events: ChainEvent[], given: ReduceContext = context) {
  const known = new Map<string, Change>();
  const lookup: Lookup = <Kind extends EntityKind>(kind: Kind, key: string) =>
    // Stored under its own kind below.
    known.get(`${kind}/${key}`)?.value as EntityOf[Kind] | undefined;
  for (const one of events) {
    for (const change of reduceEvents(lookup, [one], given)) known.set(changeKey(change), change);
  }
  return { lookup, known };
}

const staked = [created, supplied(ANN, 1000n, 1000n)];
const withLock = [...staked, locked(id(1), 300n, 300n)];

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

  test('a lock counts in its pool, in the epoch it ends in and in the hour it was made', () => {
    const { lookup } = worldAfter(withLock);
    expect(lookup('lock', entityKey.lock(id(1), 'pool'))).toMatchObject({
      amount: 300n,
      remaining: 300n,
      drawn: 0n,
      status: 'open',
      endEpoch: END,
      claimMaturesAt: null,
      lockedAt: at(3),
      closedAt: null,
    });
    expect(lookup('pool', POOL)).toMatchObject({ locked: 300n, latestLockEnd: END });
    expect(lookup('epoch', entityKey.epoch(FIRST, END))).toMatchObject({ lockEnd: 300n });
    expect(lookup('hour', entityKey.hour(POOL, HOUR))).toMatchObject({
      guaranteedCount: 1,
      guaranteedWei: 300n,
      guaranteedCents: 1840n,
    });
  });

  test('cents of another currency are not added to dollars', () => {
    const { lookup } = worldAfter([...withLock, locked(id(2), 100n, 400n, at(4), '0x455552')]);
    expect(lookup('hour', entityKey.hour(POOL, HOUR))).toMatchObject({
      guaranteedCount: 2,
      guaranteedCents: 1840n,
    });
  });

  test('a part released leaves the lock open; the rest closes it', () => {
    const { lookup } = worldAfter([...withLock, released(id(1), 100n, 200n, 200n, at(4))]);
    expect(lookup('lock', entityKey.lock(id(1), 'pool'))).toMatchObject({
      status: 'open',
      remaining: 200n,
      closedAt: null,
    });
    expect(lookup('hour', entityKey.hour(POOL, HOUR))).toMatchObject({ releasedCount: 0 });
    const end = worldAfter([
      ...withLock,
      released(id(1), 100n, 200n, 200n, at(4)),
      released(id(1), 200n, 0n, 0n, at(5)),
    ]);
    expect(end.lookup('lock', entityKey.lock(id(1), 'pool'))).toMatchObject({
      status: 'released',
      remaining: 0n,
      closedAt: at(5),
    });
    expect(end.lookup('epoch', entityKey.epoch(FIRST, END))).toMatchObject({ lockEnd: 0n });
    expect(end.lookup('hour', entityKey.hour(POOL, HOUR))).toMatchObject({ releasedCount: 1 });
    expect(end.lookup('pool', POOL)).toMatchObject({ locked: 0n, latestLockEnd: END });
  });

  const claimed = event(
    'LockClaimed',
    { paymentId: id(1), pool: POOL, merchant: SHOP, maturesAt: HOUR + 500 },
    at(4),
  );

  test('a claim notes when it matures, and outlives a part released or drawn', () => {
    const { lookup } = worldAfter([
      ...withLock,
      claimed,
      released(id(1), 100n, 200n, 200n),
      drawn(id(1), 50n, 150n, 950n),
    ]);
    expect(lookup('lock', entityKey.lock(id(1), 'pool'))).toMatchObject({
      status: 'claimed',
      claimMaturesAt: HOUR + 500,
      remaining: 150n,
      drawn: 50n,
      closedAt: null,
    });
  });

  test('a draw is a loss of the pool and the payment of the merchant', () => {
    const { lookup } = worldAfter([...withLock, drawn(id(1), 300n, 0n, 700n)]);
    expect(lookup('lock', entityKey.lock(id(1), 'pool'))).toMatchObject({
      status: 'drawn',
      drawn: 300n,
      remaining: 0n,
      closedAt: at(6),
    });
    expect(lookup('pool', POOL)).toMatchObject({ assets: 700n, locked: 0n, lastDrawAt: HOUR + 6 });
    expect(lookup('hour', entityKey.hour(POOL, HOUR))).toMatchObject({ drawnCount: 1, drawnWei: 300n });
  });

  test('a skipped lock changes nothing', () => {
    const skipped = event('LockSkipped', { paymentId: id(5), pool: POOL, reason: '0x' });
    expect(reduceEvents(worldAfter(staked).lookup, [skipped], context)).toEqual([]);
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

describe('balances of Amp', () => {
  const minted = (to: Hex, value: bigint, where = at(1)) =>
    event('Minted', { operator: ANN, to, value }, where);
  const moved = (from: [Hex, Hex], to: [Hex, Hex], value: bigint, where = at(2)) =>
    event(
      'TransferByPartition',
      { fromPartition: from[0], toPartition: to[0], operator: ANN, from: from[1], to: to[1], value },
      where,
    );
  const holds = ({ lookup }: { lookup: Lookup }, partition: Hex, account: Hex) =>
    lookup('balance', entityKey.balance(partition, account))?.amount;

  test('a mint counts once, although Amp reports it by a transfer from nobody too', () => {
    const world = worldAfter([
      minted(ANN, 100n),
      moved([DEFAULT_PARTITION, NOBODY], [DEFAULT_PARTITION, ANN], 100n),
    ]);
    expect(holds(world, DEFAULT_PARTITION, ANN)).toBe(100n);
    expect(holds(world, DEFAULT_PARTITION, NOBODY)).toBeUndefined();
  });

  test('a transfer moves between partitions and accounts', () => {
    const world = worldAfter([minted(ANN, 100n), moved([DEFAULT_PARTITION, ANN], [POOL, MANAGER], 40n)]);
    expect(holds(world, DEFAULT_PARTITION, ANN)).toBe(60n);
    expect(holds(world, POOL, MANAGER)).toBe(40n);
  });

  test('to oneself in the same partition changes nothing; into another partition it does', () => {
    const own = `0xaaaaaaaa${POOL.slice(10)}` as const;
    expect(
      holds(
        worldAfter([minted(ANN, 9n), moved([DEFAULT_PARTITION, ANN], [DEFAULT_PARTITION, ANN], 9n)]),
        DEFAULT_PARTITION,
        ANN,
      ),
    ).toBe(9n);
    const world = worldAfter([minted(ANN, 9n), moved([DEFAULT_PARTITION, ANN], [own, ANN], 4n)]);
    expect([holds(world, DEFAULT_PARTITION, ANN), holds(world, own, ANN)]).toEqual([5n, 4n]);
  });

  test('a transfer of nothing in a stranger’s name is ignored', () => {
    const spam = moved([DEFAULT_PARTITION, BOB], [DEFAULT_PARTITION, ANN], 0n);
    expect(reduceEvents(() => undefined, [spam], context)).toEqual([]);
  });

  test('tokens passed on by a hook, logged before they came, end where they are', () => {
    // ANN sends to BOB, whose hook sends on to SHOP: the inner transfer is logged first.
    const inner = moved([DEFAULT_PARTITION, BOB], [DEFAULT_PARTITION, SHOP], 30n, at(2, 0));
    const outer = moved([DEFAULT_PARTITION, ANN], [DEFAULT_PARTITION, BOB], 30n, at(2, 1));
    const { lookup } = worldAfter([minted(ANN, 100n)]);
    const changes = reduceEvents(lookup, [inner, outer], context);
    const amounts = changes.map(({ value }) => ('amount' in value ? value.amount : null));
    expect(amounts).toEqual([0n, 30n, 70n]);
  });

  test('a slice that a block leaves below zero is an error: something was never seen', () => {
    const unseen = moved([DEFAULT_PARTITION, BOB], [DEFAULT_PARTITION, ANN], 1n);
    expect(() => reduceEvents(() => undefined, [unseen], context)).toThrow(MissingEntityError);
  });

  test('of a token with an unknown past, only the manager’s partitions are kept', () => {
    const ours: ReduceContext = { ...context, balances: { owners: [MANAGER] } };
    const foreign = poolId('FLEXA', BOB);
    const world = worldAfter(
      [
        minted(BOB, 7n),
        moved([DEFAULT_PARTITION, ANN], [POOL, MANAGER], 40n),
        moved([POOL, MANAGER], [DEFAULT_PARTITION, SHOP], 15n),
        moved([DEFAULT_PARTITION, ANN], [foreign, BOB], 3n),
      ],
      ours,
    );
    expect(holds(world, POOL, MANAGER)).toBe(25n);
    expect([...world.known.keys()]).toEqual([`balance/${entityKey.balance(POOL, MANAGER)}`]);
  });
});
