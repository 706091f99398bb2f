import { describe, expect, test } from 'vitest';
import type { Hex } from './codecs';
import { entityKey } from './entity-key';
import { DEFAULT_PARTITION, poolId } from './partition';
import { type Lookup, MissingEntityError, type ReduceContext, reduceEvents } from './reduce';
import { ANN, at, BOB, context, event, MANAGER, NOBODY, POOL, SHOP, worldAfter } from './testing/told-events';

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
