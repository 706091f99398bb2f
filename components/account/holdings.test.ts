import { describe, expect, it } from 'vitest';
import type { AccountAnswer, PartitionSlice } from '@/lib/domain/api';
import { DEFAULT_PARTITION, poolId } from '@/lib/domain/partition';
import { holdingsOf, sumOf } from './holdings';

const manager = `0x${'22'.repeat(20)}` as const;
const pool = poolId('FLEXA', manager);
const at = { block: 1, timestamp: 1, logIndex: 0, tx: `0x${'00'.repeat(32)}` as const };
const slice = (
  kind: PartitionSlice['kind'],
  amount: bigint,
  change: Partial<PartitionSlice> = {},
): PartitionSlice => ({
  partition: kind === 'default' ? DEFAULT_PARTITION : pool,
  kind,
  tag: kind === 'default' || kind === 'unknown' ? null : 'FLEXA',
  owner: kind === 'default' ? null : manager,
  ours: kind !== 'default' && kind !== 'unknown',
  amount,
  ...change,
});
const ticket = (exitEpoch: number, shares: bigint, assets: bigint): AccountAnswer['tickets'][number] => ({
  pool,
  generation: 1,
  closed: false,
  account: `0x${'11'.repeat(20)}`,
  exitEpoch,
  shares,
  claimed: 0n,
  requestedAt: at,
  poolTag: 'FLEXA',
  exitAt: exitEpoch * 100,
  assets,
  state: shares === 0n ? 'claimed' : 'waiting',
});
const answer = (change: Partial<AccountAnswer>): AccountAnswer => ({
  at: { number: 1, hash: at.tx, timestamp: 1_000, finality: 'latest' },
  price: null,
  epochLength: 100,
  address: `0x${'11'.repeat(20)}`,
  partitions: [],
  positions: [],
  tickets: [],
  inPlace: [],
  registration: null,
  operators: [],
  history: [],
  ...change,
});

describe('where the AMP of an address is', () => {
  it('is its own partitions, its stakes and its exits, none counted twice', () => {
    const all = holdingsOf(
      answer({
        partitions: [slice('default', 50n), slice('in-place', 7n), slice('unknown', 3n)],
        positions: [
          {
            pool,
            generation: 1,
            closed: false,
            account: `0x${'11'.repeat(20)}`,
            shares: 20n,
            staked: 40n,
            exited: 0n,
            feesClaimed: 0n,
            topUpsClaimed: 0n,
            since: at,
            poolTag: 'FLEXA',
            assets: 20n,
            lost: 1n,
          },
        ],
        tickets: [ticket(20, 10n, 10n), ticket(9, 5n, 5n), ticket(3, 0n, 0n)],
      }),
      1_000,
    );
    expect(all.map(({ kind, amount }) => [kind, amount])).toEqual([
      ['spendable', 50n],
      ['due', 5n],
      ['staked', 20n],
      ['leaving', 10n],
      ['in-place', 7n],
      ['unknown', 3n],
    ]);
    expect(sumOf(all)).toBe(95n);
  });

  it('turns an exit from leaving to due at its second of chain time', () => {
    const waiting = answer({ tickets: [ticket(20, 10n, 10n)] });
    expect(holdingsOf(waiting, 1_999)[0]?.kind).toBe('leaving');
    expect(holdingsOf(waiting, 2_000)[0]?.kind).toBe('due');
  });

  it('leaves out what is empty, and still shows stakes when the chain could not be asked', () => {
    expect(holdingsOf(answer({ partitions: [slice('default', 0n)] }), 0)).toEqual([]);
    expect(holdingsOf(answer({ partitions: null, tickets: [ticket(20, 1n, 1n)] }), 0)).toHaveLength(1);
  });
});
