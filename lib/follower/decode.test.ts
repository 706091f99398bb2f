import { encodeAbiParameters, encodeEventTopics, keccak256, toEventSelector, toHex } from 'viem';
import { describe, expect, test } from 'vitest';
import { ampAbi } from '@/contracts-abi/amp';
import { collateralPoolAbi } from '@/contracts-abi/collateral-pool';
import { erc1820RegistryAbi } from '@/contracts-abi/erc1820-registry';
import { walletCollateralAbi } from '@/contracts-abi/wallet-collateral';
import { dataToPartition } from '@/lib/domain/amp-transfer';
import type { Hex } from '@/lib/domain/codecs';
import { DEFAULT_PARTITION, poolId, walletPoolId } from '@/lib/domain/partition';
import { ERC1820_REGISTRY, RECIPIENT_HOOK, SENDER_HOOK } from '@/lib/domain/registry-events';
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
const walletCollateral: Hex = `0x${'d1'.repeat(20)}`;
const decoder = createDecoder({ amp, collateralPool, walletCollateral });

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

  test('are asked for by four addresses, with a topic for every event of both managers', () => {
    expect(decoder.filter.address).toEqual([collateralPool, walletCollateral, amp, ERC1820_REGISTRY]);
    const ours = [...collateralPoolAbi, ...walletCollateralAbi].filter((item) => item.type === 'event');
    const [topics] = decoder.filter.topics;
    expect(topics).toEqual(expect.arrayContaining(ours.map(toEventSelector)));
    expect(topics).toHaveLength(new Set(topics).size);
  });

  test('of the same topic are told apart by their manager', () => {
    const inPlace = walletPoolId('FLEXA', walletCollateral);
    const other = encodeEventTopics({
      abi: walletCollateralAbi,
      eventName: 'PoolCreated',
      args: { pool: inPlace },
    });
    expect(
      decoder.decode(header, [log(collateralPool, created, tag), log(walletCollateral, other, tag)]),
    ).toMatchObject([
      { name: 'PoolCreated', args: { pool: POOL } },
      { name: 'WalletPoolCreated', args: { pool: inPlace } },
    ]);
  });

  test('of the registry are those of managers and of Amp’s two hooks alone', () => {
    const entry = (interfaceHash: Hex) =>
      log(
        ERC1820_REGISTRY,
        encodeEventTopics({
          abi: erc1820RegistryAbi,
          eventName: 'InterfaceImplementerSet',
          args: { account: ANN, interfaceHash, implementer: BOB },
        }),
        '0x',
      );
    const changed = log(
      ERC1820_REGISTRY,
      encodeEventTopics({
        abi: erc1820RegistryAbi,
        eventName: 'ManagerChanged',
        args: { account: ANN, newManager: BOB },
      }),
      '0x',
    );
    const foreign = keccak256(toHex('ERC777TokensRecipient'));
    expect(decoder.decode(header, [changed, entry(SENDER_HOOK), entry(foreign)])).toMatchObject([
      { name: 'ManagerChanged', args: { account: ANN, newManager: BOB } },
      { name: 'InterfaceImplementerSet', args: { interfaceHash: SENDER_HOOK, implementer: BOB } },
    ]);
    expect(keccak256(toHex('AmpTokensSender'))).toBe(SENDER_HOOK);
    expect(keccak256(toHex('AmpTokensRecipient'))).toBe(RECIPIENT_HOOK);
  });

  describe('of a slice', () => {
    const inPlace = walletPoolId('FLEXA', walletCollateral);
    const [first, second]: Hex[] = [1, 2].map((n): Hex => `0x${String(n).repeat(64)}`);
    const uints = (n: number) => Array.from({ length: n }, () => ({ type: 'uint256' }) as const);
    const drawn = (paymentId: Hex) =>
      log(
        walletCollateral,
        encodeEventTopics({
          abi: walletCollateralAbi,
          eventName: 'LockDrawn',
          args: { paymentId, pool: inPlace, merchant: BOB },
        }),
        encodeAbiParameters([{ type: 'address' }, ...uints(2)], [ANN, 5n, 0n]),
      );
    const sliceDrawn = log(
      walletCollateral,
      encodeEventTopics({
        abi: walletCollateralAbi,
        eventName: 'SliceDrawn',
        args: { paymentId: first as Hex, holder: ANN },
      }),
      encodeAbiParameters(uints(4), [0n, 5n, 0n, 0n]),
    );

    test('name the pool and the merchant of the draw just before', () => {
      expect(decoder.decode(header, [drawn(first as Hex), sliceDrawn]).at(-1)).toMatchObject({
        name: 'SliceDrawn',
        args: { pool: inPlace, merchant: BOB, holder: ANN, amount: 5n },
      });
    });

    test('are an error after the draw of another payment', () => {
      expect(() => decoder.decode(header, [drawn(second as Hex), sliceDrawn])).toThrow(UndecodableLogError);
    });
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
