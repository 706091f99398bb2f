import { encodeFunctionData } from 'viem';
import { describe, expect, it } from 'vitest';
import { ampAbi } from '@/contracts-abi/amp';
import { collateralPoolAbi } from '@/contracts-abi/collateral-pool';
import { testDeployment as deployment } from '@/lib/chain/test-deployment';
import { dataToPartition } from '@/lib/domain/amp-transfer';
import type { Hex } from '@/lib/domain/codecs';
import { DEFAULT_PARTITION, generationId, poolId } from '@/lib/domain/partition';
import { guardCall } from './guard';

const account: Hex = `0x${'5a'.repeat(20)}`;
const stranger: Hex = `0x${'66'.repeat(20)}`;
const pool = poolId('FLEXA', deployment.collateralPool);
const otherPool = poolId('OTHER', deployment.collateralPool);
const seen = { deployment, account, pool };

type Transfer = readonly [partition: Hex, from: Hex, to: Hex, value: bigint, data: Hex, operatorData: Hex];
const honest: Transfer = [
  DEFAULT_PARTITION,
  account,
  deployment.collateralPool,
  5n,
  dataToPartition(pool),
  '0x',
];
const transfer = (change: { [Place in 0 | 1 | 2 | 3 | 4 | 5]?: Transfer[Place] } = {}) => ({
  to: deployment.amp,
  data: encodeFunctionData({
    abi: ampAbi,
    functionName: 'transferByPartition',
    args: [
      change[0] ?? honest[0],
      change[1] ?? honest[1],
      change[2] ?? honest[2],
      change[3] ?? honest[3],
      change[4] ?? honest[4],
      change[5] ?? honest[5],
    ],
  }),
});
const poolCall = (data: Hex) => ({ to: deployment.collateralPool, data });

describe('the last guard before the wallet', () => {
  it('lets through what was shown', () => {
    expect(guardCall(transfer(), seen)).toBeNull();
    for (const data of [
      encodeFunctionData({ abi: collateralPoolAbi, functionName: 'requestExit', args: [pool, 5n] }),
      encodeFunctionData({ abi: collateralPoolAbi, functionName: 'cancelExit', args: [pool, 7n] }),
      encodeFunctionData({ abi: collateralPoolAbi, functionName: 'claimExit', args: [pool, [7n], account] }),
    ]) {
      expect(guardCall(poolCall(data), seen)).toBeNull();
    }
  });

  it('lets what is left in a closed generation of the pool be taken out, by its own id alone', () => {
    const closed = generationId(pool, 1);
    const claim = (id: Hex) =>
      poolCall(
        encodeFunctionData({ abi: collateralPoolAbi, functionName: 'claimExit', args: [id, [7n], account] }),
      );
    expect(guardCall(claim(closed), { ...seen, pool: closed })).toBeNull();
    expect(guardCall(claim(pool), { ...seen, pool: closed })).toBe('it concerns another pool');
    expect(guardCall(claim(closed), seen)).toBe('it concerns another pool');
    const foreign = generationId(poolId('FLEXA', stranger), 1);
    expect(guardCall(claim(foreign), { ...seen, pool: foreign })).toContain('does not belong');
  });

  it('compares addresses whatever their case', () => {
    const shouted = { ...deployment, amp: deployment.amp.replace('a1', 'A1') as Hex };
    expect(guardCall(transfer(), { ...seen, deployment: shouted })).toBeNull();
  });

  it.each([
    ['another contract', { ...transfer(), to: stranger }],
    ['bytes that are no call', { to: deployment.amp, data: '0xdeadbeef' as const }],
    ['AMP that is not spendable', transfer({ 0: pool })],
    ['the AMP of another account', transfer({ 1: stranger })],
    ['another recipient', transfer({ 2: stranger })],
    ['nothing', transfer({ 3: 0n })],
    ['another pool', transfer({ 4: dataToPartition(otherPool) })],
    ['no pool at all', transfer({ 4: '0x' })],
    ['data behind the pool', transfer({ 4: `${dataToPartition(pool)}ff` })],
    ['operator data', transfer({ 5: '0x01' })],
    [
      'an approval',
      {
        to: deployment.amp,
        data: encodeFunctionData({ abi: ampAbi, functionName: 'approve', args: [stranger, 5n] }),
      },
    ],
    [
      'an operator over everything',
      {
        to: deployment.amp,
        data: encodeFunctionData({ abi: ampAbi, functionName: 'authorizeOperator', args: [stranger] }),
      },
    ],
    [
      'an exit from another pool',
      poolCall(
        encodeFunctionData({ abi: collateralPoolAbi, functionName: 'requestExit', args: [otherPool, 5n] }),
      ),
    ],
    [
      'a claim paid to somebody else',
      poolCall(
        encodeFunctionData({
          abi: collateralPoolAbi,
          functionName: 'claimExit',
          args: [pool, [7n], stranger],
        }),
      ),
    ],
    [
      'another function of the pool',
      poolCall(encodeFunctionData({ abi: collateralPoolAbi, functionName: 'roll', args: [pool, 1n] })),
    ],
  ])('stops %s', (_what, call) => {
    expect(guardCall(call, seen)).toMatch(/^it/);
  });

  it('stops a pool of another manager', () => {
    const foreign = poolId('FLEXA', stranger);
    const call = transfer({ 4: dataToPartition(foreign) });
    expect(guardCall(call, { ...seen, pool: foreign })).toContain('collateral manager');
  });
});
