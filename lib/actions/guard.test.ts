import { encodeFunctionData } from 'viem';
import { describe, expect, it } from 'vitest';
import { ampAbi } from '@/contracts-abi/amp';
import { collateralPoolAbi } from '@/contracts-abi/collateral-pool';
import { erc1820RegistryAbi } from '@/contracts-abi/erc1820-registry';
import { walletCollateralAbi } from '@/contracts-abi/wallet-collateral';
import { testDeployment as deployment } from '@/lib/chain/test-deployment';
import { dataToPartition } from '@/lib/domain/amp-transfer';
import type { Hex } from '@/lib/domain/codecs';
import { ERC1820_REGISTRY } from '@/lib/domain/erc1820';
import { DEFAULT_PARTITION, generationId, poolId } from '@/lib/domain/partition';
import type { Call, Shown } from './action';
import { guardCall } from './guard';
import { type ActionKind, actions, type IntentOf } from './registry';

const account: Hex = `0x${'5a'.repeat(20)}`;
const stranger: Hex = `0x${'66'.repeat(20)}`;
const { amp, collateralPool, walletCollateral } = deployment;
const pool = poolId('FLEXA', collateralPool);
const otherPool = poolId('OTHER', collateralPool);
const inPlace: Hex = `0xaaaaaaaa${poolId('WALLETS', walletCollateral).slice(10)}`;
const actor = { deployment, account };

/** What each kind shows for an intent. */
const shownFor = <Kind extends ActionKind>(kind: Kind, intent: IntentOf<Kind>): readonly Shown[] =>
  actions[kind].shown(intent, actor);
const guard = (call: Call, shown: readonly Shown[]) => guardCall(call, { ...actor, shown });

type Transfer = readonly [partition: Hex, from: Hex, to: Hex, value: bigint, data: Hex, operatorData: Hex];
const transfer = (...args: Transfer): Call => ({
  to: amp,
  data: encodeFunctionData({ abi: ampAbi, functionName: 'transferByPartition', args }),
});
const staked: Transfer = [DEFAULT_PARTITION, account, collateralPool, 5n, dataToPartition(pool), '0x'];
const stakeOf = (change: { [Place in 0 | 1 | 2 | 3 | 4 | 5]?: Transfer[Place] } = {}) =>
  transfer(
    change[0] ?? staked[0],
    change[1] ?? staked[1],
    change[2] ?? staked[2],
    change[3] ?? staked[3],
    change[4] ?? staked[4],
    change[5] ?? staked[5],
  );
const poolCall = (data: Hex): Call => ({ to: collateralPool, data });
const ofPool = {
  requestExit: (id: Hex) =>
    poolCall(encodeFunctionData({ abi: collateralPoolAbi, functionName: 'requestExit', args: [id, 5n] })),
  cancelExit: (id: Hex, epoch: bigint) =>
    poolCall(encodeFunctionData({ abi: collateralPoolAbi, functionName: 'cancelExit', args: [id, epoch] })),
  claimExit: (id: Hex, to: Hex, epochs: bigint[] = [7n]) =>
    poolCall(
      encodeFunctionData({ abi: collateralPoolAbi, functionName: 'claimExit', args: [id, epochs, to] }),
    ),
  switchPool: (from: Hex, to: Hex) =>
    poolCall(
      encodeFunctionData({ abi: collateralPoolAbi, functionName: 'switchPool', args: [from, [7n], to] }),
    ),
  claimRewards: (pools: Hex[], to: Hex) =>
    poolCall(encodeFunctionData({ abi: collateralPoolAbi, functionName: 'claimRewards', args: [pools, to] })),
  compound: (id: Hex) =>
    poolCall(encodeFunctionData({ abi: collateralPoolAbi, functionName: 'compound', args: [id] })),
  withdrawDeferred: (id: Hex, to: Hex) =>
    poolCall(
      encodeFunctionData({ abi: collateralPoolAbi, functionName: 'withdrawDeferred', args: [id, to] }),
    ),
};
const setManager = (of: Hex, manager: Hex): Call => ({
  to: ERC1820_REGISTRY,
  data: encodeFunctionData({ abi: erc1820RegistryAbi, functionName: 'setManager', args: [of, manager] }),
});
const enroll = (id: Hex, most: bigint): Call => ({
  to: walletCollateral,
  data: encodeFunctionData({ abi: walletCollateralAbi, functionName: 'enroll', args: [id, most] }),
});
const unenroll: Call = {
  to: walletCollateral,
  data: encodeFunctionData({ abi: walletCollateralAbi, functionName: 'unenroll', args: [inPlace] }),
};
const approve = (value: bigint, partition: Hex = inPlace): Call => ({
  to: amp,
  data: encodeFunctionData({
    abi: ampAbi,
    functionName: 'approveByPartition',
    args: [partition, stranger, value],
  }),
});
const plainTransfer = (to: Hex, value: bigint): Call => ({
  to: amp,
  data: encodeFunctionData({ abi: ampAbi, functionName: 'transfer', args: [to, value] }),
});

const stakeShown = shownFor('stake', { pool, value: 5n });
const fundShown = shownFor('fund-in-place', { pool: inPlace, value: 5n });
const outShown = shownFor('take-out', { pool: inPlace, amount: { kind: 'all' } });
const sendShown = shownFor('send-amp', { to: stranger, value: 5n, riskAccepted: false, name: null });
const enrolShown = shownFor('enrol', { pool: inPlace, maxExposure: 9n });

describe('the last guard before the wallet', () => {
  it.each<[ActionKind, Call, readonly Shown[]]>([
    ['stake', stakeOf(), stakeShown],
    ['request-exit', ofPool.requestExit(pool), shownFor('request-exit', { pool, amount: { kind: 'all' } })],
    ['cancel-exit', ofPool.cancelExit(pool, 7n), shownFor('cancel-exit', { pool, exitEpoch: 7 })],
    ['claim-exit', ofPool.claimExit(pool, account), shownFor('claim-exit', { pool, exitEpochs: [7] })],
    [
      'switch-pool',
      ofPool.switchPool(pool, otherPool),
      shownFor('switch-pool', { pool, exitEpochs: [7], into: otherPool }),
    ],
    ['claim-rewards', ofPool.claimRewards([pool], account), shownFor('claim-rewards', { pools: [pool] })],
    ['compound', ofPool.compound(pool), shownFor('compound', { pool })],
    [
      'fund-in-place',
      transfer(DEFAULT_PARTITION, account, account, 5n, dataToPartition(inPlace), '0x'),
      fundShown,
    ],
    ['take-out', transfer(inPlace, account, account, 8n, dataToPartition(DEFAULT_PARTITION), '0x'), outShown],
    ['enrol', setManager(account, walletCollateral), enrolShown],
    ['enrol', enroll(inPlace, 9n), enrolShown],
    ['change-exposure', enroll(inPlace, 9n), shownFor('change-exposure', { pool: inPlace, maxExposure: 9n })],
    ['unenrol', unenroll, shownFor('unenrol', { pool: inPlace })],
    [
      'revoke-allowance',
      approve(0n),
      shownFor('revoke-allowance', { spender: stranger, partition: inPlace }),
    ],
    ['send-amp', plainTransfer(stranger, 5n), sendShown],
    ['withdraw-deferred', ofPool.withdrawDeferred(pool, account), shownFor('withdraw-deferred', { pool })],
  ])('lets through what was shown: %s', (_kind, call, shown) => {
    expect(guard(call, shown)).toBeNull();
  });

  it('lets what is left in a closed generation of the pool be taken out, by its own id alone', () => {
    const closed = generationId(pool, 1);
    const shown = shownFor('claim-exit', { pool: closed, exitEpochs: [7] });
    expect(guard(ofPool.claimExit(closed, account), shown)).toBeNull();
    expect(guard(ofPool.claimExit(pool, account), shown)).toBe('it concerns another pool');
    const foreign = generationId(poolId('FLEXA', stranger), 1);
    const foreignShown = shownFor('claim-exit', { pool: foreign, exitEpochs: [7] });
    expect(guard(ofPool.claimExit(foreign, account), foreignShown)).toContain('does not belong');
  });

  it('compares addresses whatever their case', () => {
    const shouted = { ...deployment, amp: '0x00000000000000000000000000000000000000A1' as const };
    expect(guardCall(stakeOf(), { account, deployment: shouted, shown: stakeShown })).toBeNull();
  });

  it.each<[string, Call, readonly Shown[]]>([
    ['another contract', { ...stakeOf(), to: stranger }, stakeShown],
    ['bytes that are no call', { to: amp, data: '0xdeadbeef' }, stakeShown],
    ['AMP that is not spendable', stakeOf({ 0: pool }), stakeShown],
    ['the AMP of another account', stakeOf({ 1: stranger }), stakeShown],
    ['another recipient', stakeOf({ 2: stranger }), stakeShown],
    ['nothing', stakeOf({ 3: 0n }), stakeShown],
    ['another amount', stakeOf({ 3: 6n }), stakeShown],
    ['another pool', stakeOf({ 4: dataToPartition(otherPool) }), stakeShown],
    ['no pool at all', stakeOf({ 4: '0x' }), stakeShown],
    ['data behind the pool', stakeOf({ 4: `${dataToPartition(pool)}ff` }), stakeShown],
    ['operator data', stakeOf({ 5: '0x01' }), stakeShown],
    [
      'an exit from another pool',
      ofPool.requestExit(otherPool),
      shownFor('request-exit', { pool, amount: { kind: 'all' } }),
    ],
    ['another exit', ofPool.cancelExit(pool, 8n), shownFor('cancel-exit', { pool, exitEpoch: 7 })],
    [
      'more exits than were shown',
      ofPool.claimExit(pool, account, [7n, 8n]),
      shownFor('claim-exit', { pool, exitEpochs: [7] }),
    ],
    [
      'a move into another pool',
      ofPool.switchPool(pool, pool),
      shownFor('switch-pool', { pool, exitEpochs: [7], into: otherPool }),
    ],
    ['another limit', enroll(inPlace, 10n), enrolShown],
    ['another operation', unenroll, enrolShown],
    ['AMP sent to another recipient', plainTransfer(`0x${'67'.repeat(20)}`, 5n), sendShown],
    ['another amount sent', plainTransfer(stranger, 6n), sendShown],
    [
      'in place for somebody else',
      transfer(DEFAULT_PARTITION, account, stranger, 5n, dataToPartition(inPlace), '0x'),
      fundShown,
    ],
    [
      'out of place to somebody else',
      transfer(inPlace, account, stranger, 5n, dataToPartition(DEFAULT_PARTITION), '0x'),
      outShown,
    ],
    [
      'an allowance in another partition',
      approve(0n, DEFAULT_PARTITION),
      shownFor('revoke-allowance', { spender: stranger, partition: inPlace }),
    ],
  ])('stops what is not what was shown: %s', (_what, call, shown) => {
    expect(guard(call, shown)).toMatch(/^it/);
  });

  /** An operation that went wrong shows what it sends: these are stopped all the same. */
  const asSent = (to: Hex, functionName: string, args: readonly unknown[]): Shown[] => [
    { to, functionName, args },
  ];
  it.each<[string, Call, Shown[]]>([
    ['an allowance', approve(5n), asSent(amp, 'approveByPartition', [inPlace, stranger, 5n])],
    [
      'an operator over everything',
      {
        to: amp,
        data: encodeFunctionData({ abi: ampAbi, functionName: 'authorizeOperator', args: [stranger] }),
      },
      asSent(amp, 'authorizeOperator', [stranger]),
    ],
    [
      'hooks handed to a stranger',
      setManager(account, stranger),
      asSent(ERC1820_REGISTRY, 'setManager', [account, stranger]),
    ],
    [
      'a claim paid to somebody else',
      ofPool.claimExit(pool, stranger),
      asSent(collateralPool, 'claimExit', [pool, [7], stranger]),
    ],
    [
      'rewards paid to somebody else',
      ofPool.claimRewards([pool], stranger),
      asSent(collateralPool, 'claimRewards', [[pool], stranger]),
    ],
    [
      'deferred payouts paid to somebody else',
      ofPool.withdrawDeferred(pool, stranger),
      asSent(collateralPool, 'withdrawDeferred', [pool, stranger]),
    ],
    ['AMP for the Amp contract', plainTransfer(amp, 5n), asSent(amp, 'transfer', [amp, 5n])],
    [
      'AMP for a manager outside of its pools',
      plainTransfer(collateralPool, 5n),
      asSent(amp, 'transfer', [collateralPool, 5n]),
    ],
    [
      'a stake taken from another account',
      stakeOf({ 1: stranger }),
      asSent(amp, 'transferByPartition', [
        DEFAULT_PARTITION,
        stranger,
        collateralPool,
        5n,
        dataToPartition(pool),
        '0x',
      ]),
    ],
    [
      'a stake in a pool of another manager',
      stakeOf({ 4: dataToPartition(poolId('FLEXA', stranger)) }),
      [...shownFor('stake', { pool: poolId('FLEXA', stranger), value: 5n })],
    ],
    [
      'another function of the pool',
      poolCall(encodeFunctionData({ abi: collateralPoolAbi, functionName: 'roll', args: [pool, 1n] })),
      asSent(collateralPool, 'roll', [pool, 1]),
    ],
  ])('stops what no operation ever does, though it was shown: %s', (_what, call, shown) => {
    expect(guard(call, shown)).toMatch(/^it/);
  });
});
