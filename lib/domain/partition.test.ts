import { describe, expect, test } from 'vitest';
import {
  closedGeneration,
  DEFAULT_PARTITION,
  decodePartition,
  generationId,
  poolId,
  poolOf,
} from './partition';

const owner = `0x${'Ab'.repeat(20)}` as const;

describe('a partition id', () => {
  test('of a pool is its prefix, tag and manager, in lower case', () => {
    const id = poolId('FLEXA', owner);
    expect(id).toBe(`0xcccccccc464c455841000000${'ab'.repeat(20)}`);
    expect(decodePartition(id)).toEqual({ kind: 'pool', id, tag: 'FLEXA', owner: owner.toLowerCase() });
  });

  test('in upper case is the same one', () => {
    const id = poolId('FLEXA', owner);
    expect(decodePartition(`0x${id.slice(2).toUpperCase()}`)).toEqual(decodePartition(id));
  });

  test('of collateral in place names its owner too', () => {
    const id = `0xaaaaaaaa${'00'.repeat(8)}${'12'.repeat(20)}` as const;
    expect(decodePartition(id)).toEqual({ kind: 'in-place', id, tag: '', owner: `0x${'12'.repeat(20)}` });
  });

  test('of 32 zero bytes is the default one', () => {
    expect(decodePartition(DEFAULT_PARTITION)).toEqual({ kind: 'default', id: DEFAULT_PARTITION });
  });

  test.each([
    ['an unregistered prefix', `0xdeadbeef${'11'.repeat(28)}`, '0xdeadbeef'],
    ['no prefix but something behind it', `0x${'00'.repeat(31)}01`, '0x00000000'],
  ] as const)('with %s is unknown, not an error', (_, id, prefix) => {
    expect(decodePartition(id)).toMatchObject({ kind: 'unknown', prefix });
  });

  test('of a closed generation is the pool’s, with the number for its prefix', () => {
    const pool = poolId('FLEXA', owner);
    const closed = generationId(pool, 258);
    expect(closed).toBe(`0x00000102464c455841000000${'ab'.repeat(20)}`);
    expect([closedGeneration(closed), closedGeneration(pool)]).toEqual([258, null]);
    expect([poolOf(closed), poolOf(pool)]).toEqual([pool, pool]);
  });

  test.each(['LONGER-THAN-8', 'Ünïcode', 'TAB\t'])('cannot be made of the tag %j', (tag) => {
    expect(() => poolId(tag, owner)).toThrow(RangeError);
  });
});
