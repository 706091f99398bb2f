import { encodeAbiParameters, encodeEventTopics, toEventSelector } from 'viem';
import { describe, expect, test } from 'vitest';
import { ampAbi } from '@/contracts-abi/amp';
import { collateralPoolAbi } from '@/contracts-abi/collateral-pool';
import { dataToPartition } from '@/lib/domain/amp-transfer';
import type { Hex } from '@/lib/domain/codecs';
import { DEFAULT_PARTITION, poolId } from '@/lib/domain/partition';
import type { ChainLog } from './chain-reader';
import { createDecoder, UndecodableLogError } from './decode';

const amp: Hex = `0x${'a1'.repeat(20)}`;
const collateralPool: Hex = `0x${'c1'.repeat(20)}`;
const ANN: Hex = `0x${'01'.repeat(20)}`;
const BOB: Hex = `0x${'02'.repeat(20)}`;
const NOBODY: Hex = `0x${'00'.repeat(20)}`;
const POOL = poolId('FLEXA', collateralPool);
const header = {
  number: 7,
  hash: `0x${'77'.repeat(32)}`,
  parentHash: `0x${'66'.repeat(32)}`,
  timestamp: 1_000,
} as const;
const decoder = createDecoder({ amp, collateralPool });

const log = (address: Hex, topics: readonly unknown[], data: Hex, logIndex = 3): ChainLog => ({
  address,
  topics: topics as Hex[], // made by viem from the ABI
  data,
  blockNumber: header.number,
  blockHash: header.hash,
  transactionHash: `0x${'99'.repeat(32)}`,
  logIndex,
});

const transfer = (from: Hex, to: Hex, value: bigint, data: Hex) =>
  log(
    amp,
    encodeEventTopics({
      abi: ampAbi,
      eventName: 'TransferByPartition',
      args: { fromPartition: DEFAULT_PARTITION, from, to },
    }),
    encodeAbiParameters(
      [{ type: 'address' }, { type: 'uint256' }, { type: 'bytes' }, { type: 'bytes' }],
      [ANN, value, data, '0x'],
    ),
  );
const created = encodeEventTopics({ abi: collateralPoolAbi, eventName: 'PoolCreated', args: { pool: POOL } });
const tag = encodeAbiParameters([{ type: 'bytes8' }], ['0x464c455841000000']);

describe('the events of a block', () => {
  test('say where they stand, and a transfer where it ends', () => {
    const [event] = decoder.decode(header, [transfer(ANN, BOB, 5n, dataToPartition(POOL))]);
    expect(event).toEqual({
      name: 'TransferByPartition',
      at: { block: 7, timestamp: 1_000, logIndex: 3, tx: `0x${'99'.repeat(32)}` },
      args: {
        fromPartition: DEFAULT_PARTITION,
        toPartition: POOL,
        operator: ANN,
        from: ANN,
        to: BOB,
        value: 5n,
      },
    });
  });

  test('leave out a transfer of nothing, and the one that repeats a mint', () => {
    const silent = [transfer(BOB, ANN, 0n, '0x'), transfer(NOBODY, ANN, 5n, '0x')];
    expect(decoder.decode(header, silent)).toEqual([]);
  });

  test('hold what the manager says, and only from the manager', () => {
    expect(decoder.decode(header, [log(collateralPool, created, tag)])).toMatchObject([
      { name: 'PoolCreated', args: { pool: POOL, tag: '0x464c455841000000' } },
    ]);
    expect(decoder.decode(header, [log(amp, created, tag)])).toEqual([]);
  });

  test('leave out topics that are none of ours: allowances', () => {
    const approval = encodeEventTopics({
      abi: ampAbi,
      eventName: 'Approval',
      args: { owner: ANN, spender: BOB },
    });
    expect(decoder.decode(header, [log(amp, approval, '0x')])).toEqual([]);
  });

  test('are asked for by both addresses, with a topic for every event of the manager and two of Amp', () => {
    expect(decoder.filter.address).toEqual([collateralPool, amp]);
    const ours = collateralPoolAbi.filter((item) => item.type === 'event').map(toEventSelector);
    const [topics] = decoder.filter.topics;
    expect(topics).toEqual(expect.arrayContaining(ours));
    expect(topics).toHaveLength(ours.length + 2);
  });

  describe('of a payout that was refused', () => {
    const [first, second]: Hex[] = [1, 2].map((n): Hex => `0x${String(n).repeat(64)}`);
    const drawn = (paymentId: Hex) =>
      log(
        collateralPool,
        encodeEventTopics({
          abi: collateralPoolAbi,
          eventName: 'LockDrawn',
          args: { paymentId, pool: POOL, merchant: BOB },
        }),
        encodeAbiParameters(
          [{ type: 'address' }, ...Array.from({ length: 5 }, () => ({ type: 'uint256' }) as const)],
          [ANN, 5n, 0n, 95n, 100n, 0n],
        ),
      );
    const deferred = log(
      collateralPool,
      encodeEventTopics({
        abi: collateralPoolAbi,
        eventName: 'PayoutDeferred',
        args: { pool: POOL, account: BOB },
      }),
      encodeAbiParameters([{ type: 'uint256' }, { type: 'uint256' }, { type: 'uint256' }], [5n, 5n, 9n]),
    );

    test('name the payment that was drawn just before', () => {
      const events = decoder.decode(header, [drawn(first as Hex), drawn(second as Hex), deferred]);
      expect(events.at(-1)).toMatchObject({
        name: 'PayoutDeferred',
        args: { account: BOB, amount: 5n, owed: 5n, total: 9n, paymentId: second },
      });
    });

    test('are an error without a draw in their own transaction', () => {
      const other = { ...drawn(first as Hex), transactionHash: `0x${'88'.repeat(32)}` as const };
      expect(() => decoder.decode(header, [other, deferred])).toThrow(UndecodableLogError);
    });
  });

  test('that cannot be read are an error that names the log, never left out', () => {
    const cut = log(collateralPool, created, '0x');
    expect(() => decoder.decode(header, [cut])).toThrow(UndecodableLogError);
    expect(() => decoder.decode(header, [cut])).toThrow('the log 3 of block 7 is no PoolCreated');
  });
});
