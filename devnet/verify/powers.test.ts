import { type Abi, encodeFunctionData, type Hex, keccak256, stringToHex, toHex, zeroAddress } from 'viem';
import { describe, expect, it } from 'vitest';
import { collateralPoolCode } from '@/contracts-abi/bytecode/collateral-pool';
import { timelockCode } from '@/contracts-abi/bytecode/timelock';
import { collateralPoolAbi } from '@/contracts-abi/collateral-pool';
import { timelockAbi } from '@/contracts-abi/timelock';
import { devAccounts } from '../accounts';
import { type Reader, writerFor } from '../clients';
import { LOCAL_TIMELOCK_DELAY } from '../deploy';
import { roleId } from '../managers';
import { executeData, scheduleData, timelockRoleId } from '../timelock';
import { deployContract, deployLibraries } from '../transactions';
import { grantData, inMapping, stageForTests, word } from './testing/stage';
import { verifyDeployment } from './verify';

const { deployer, operator, guardian, registrar, proposer } = devAccounts();
const stage = stageForTests();

describe('powers', () => {
  it('are wrong when the admin is a person, who deployed it and kept a role, and one key is two officers', async () => {
    const writer = writerFor(stage.reader, deployer.account);
    const libraries = await deployLibraries(stage.reader, writer, [collateralPoolCode]);
    const args = [deployer.account.address, 0, stage.right.amp, BigInt(stage.right.epochLength)] as const;
    const pool = { abi: collateralPoolAbi, code: collateralPoolCode, args };
    const { address } = await deployContract(stage.reader, writer, pool, libraries);
    for (const [role, account] of [
      ['operator', operator.address],
      ['guardian', operator.address],
      ['rewarder', deployer.address],
    ] as const) {
      await stage.sendAs(deployer.address, address, grantData(roleId(role), account));
    }
    const wrong = await stage.wrongIn({ ...stage.right, collateralPool: address });
    expect(wrong).toEqual([
      expect.stringContaining('its admin is the timelock'),
      'no account holds two powers',
      expect.stringMatching(/^who deployed .* holds none$/),
    ]);
  });

  it('are wrong when the timelock gives somebody a role that nobody knows, or a second one', async () => {
    await stage.sendAs(
      stage.timelock,
      stage.right.collateralPool,
      grantData(keccak256(stringToHex('SWEEPER')), guardian.address),
    );
    await stage.sendAs(
      stage.timelock,
      stage.right.walletCollateral,
      grantData(roleId('operator'), registrar.address),
    );
    expect(await stage.wrongIn(stage.right)).toEqual([
      'no role is held but these',
      'no account holds two powers',
    ]);
  });

  it('are wrong when somebody else than the admin appoints an officer', async () => {
    const { walletCollateral } = stage.right;
    const slot = await stage.roleSlot(walletCollateral, roleId('guardian'), guardian.address);
    await stage.write(walletCollateral, toHex(BigInt(slot) + 1n, { size: 32 }), roleId('registrar'));
    expect(await stage.wrongIn(stage.right)).toEqual(['the guardian is appointed by the admin alone']);
  });

  it('are wrong when the events are not all there, or tell another story than the contract', async () => {
    const late = { ...stage.right, startBlock: Number(await stage.reader.getBlockNumber({ cacheTime: 0 })) };
    expect(await stage.wrongIn(late)).toContain('nobody else has the admin’s role');

    const { collateralPool } = stage.right;
    const slot = await stage.roleSlot(collateralPool, roleId('guardian'), guardian.address);
    await stage.write(collateralPool, inMapping(word(guardian.address), slot), word(zeroAddress));
    expect(await stage.wrongIn(stage.right)).toEqual(['the events of grants and revocations say the same']);
  });

  it('are read from nodes that refuse too many blocks at once', async () => {
    let refused = 0;
    const narrow: Reader = {
      ...stage.reader,
      getLogs: ((filter: { fromBlock: bigint; toBlock: bigint }) => {
        if (filter.toBlock - filter.fromBlock < 8n) return stage.reader.getLogs(filter);
        refused += 1;
        return Promise.reject(new Error('query returned more than 10000 results'));
      }) as Reader['getLogs'], // viem's types name every kind of filter
    };
    expect(await verifyDeployment(narrow, stage.right)).toEqual(
      await verifyDeployment(stage.reader, stage.right),
    );
    expect(refused).toBeGreaterThan(0);
  });

  it('are wrong when another admin is on its way', async () => {
    const data = encodeFunctionData({
      abi: collateralPoolAbi,
      functionName: 'beginDefaultAdminTransfer',
      args: [guardian.address],
    });
    await stage.sendAs(stage.timelock, stage.right.walletCollateral, data);
    expect(await stage.wrongIn(stage.right)).toEqual(['no other admin is on its way']);
  });
});

describe('a timelock', () => {
  it('is wrong when there is none, or something else stands there', async () => {
    expect(await stage.wrongIn({ ...stage.right, timelock: null })).toEqual([
      expect.stringContaining('its admin is the timelock'),
      expect.stringContaining('its admin is the timelock'),
      'a timelock is the admin',
    ]);
  });

  it('is wrong when it acts at once, by one who kept everything, and when its owner can do without it', async () => {
    const writer = writerFor(stage.reader, deployer.account);
    const me = deployer.account.address;
    const loose = { abi: timelockAbi as Abi, code: timelockCode, args: [0n, [me], [], me] };
    const { address } = await deployContract(stage.reader, writer, loose);
    const lower = address.toLowerCase() as Hex; // still hex
    const wrong = await stage.wrongIn({ ...stage.right, timelock: lower });
    expect(wrong.filter((claim) => !claim.startsWith('its admin is the timelock'))).toEqual([
      'what it does is announced 0 s before',
      'executors: ',
      'it alone changes who these are, after its delay',
      expect.stringMatching(/^who deployed .* holds none$/),
    ]);
  });

  it('is wrong while something waits that was announced on shorter notice, stage.right while it waits its time', async () => {
    const timelock = stage.timelock;
    const call = {
      target: stage.right.collateralPool,
      data: grantData(roleId('operator'), guardian.address),
    };
    const announce = (label: string, delay: number) =>
      stage.sendAs(proposer.address, timelock, scheduleData([call], label, delay));
    await announce('in time', LOCAL_TIMELOCK_DELAY);
    expect(await stage.wrongIn(stage.right)).toEqual([]);

    const updateDelay = (seconds: bigint) =>
      stage.sendAs(
        timelock,
        timelock,
        encodeFunctionData({ abi: timelockAbi, functionName: 'updateDelay', args: [seconds] }),
      );
    await updateDelay(0n);
    await announce('a back door', 0);
    await updateDelay(BigInt(LOCAL_TIMELOCK_DELAY));
    expect(await stage.wrongIn(stage.right)).toEqual(['none of these was announced on shorter notice']);
    await stage.sendAs(registrar.address, timelock, executeData([call], 'a back door'));
    expect(await stage.wrongIn(stage.right)).toEqual(['no account holds two powers']);
  });

  it('is wrong without anybody who proposes', async () => {
    const revoke = (role: Hex) =>
      encodeFunctionData({ abi: timelockAbi, functionName: 'revokeRole', args: [role, proposer.address] });
    await stage.sendAs(stage.timelock, stage.timelock, revoke(timelockRoleId('proposer')));
    await stage.sendAs(stage.timelock, stage.timelock, revoke(timelockRoleId('canceller')));
    expect(await stage.wrongIn(stage.right)).toEqual(['proposers: ', 'cancellers: ']);
  });
});
