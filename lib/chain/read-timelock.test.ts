import { encodeFunctionData } from 'viem';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { collateralPoolAbi } from '@/contracts-abi/collateral-pool';
import { devAccounts } from '@/devnet/accounts';
import { type Anvil, startAnvil } from '@/devnet/anvil';
import { connect, type Reader, writerFor } from '@/devnet/clients';
import { deployAll, LOCAL_TIMELOCK_DELAY } from '@/devnet/deploy';
import { executeData, scheduleData, type TimelockCall } from '@/devnet/timelock';
import { mined } from '@/devnet/transactions';
import type { Deployment } from '@/lib/domain/api';
import { createChainClient } from './clients';
import { readTimelock } from './read-timelock';

const { proposer, guardian } = devAccounts();

describe('what a timelock holds', () => {
  let anvil: Anvil;
  let reader: Reader;
  let deployment: Deployment;

  beforeAll(async () => {
    anvil = await startAnvil();
    reader = await connect(anvil.rpcUrl);
    deployment = await deployAll({ rpcUrl: anvil.rpcUrl });
  }, 60_000);
  afterAll(() => anvil.stop());

  const ask = async (url = anvil.rpcUrl) =>
    readTimelock(
      createChainClient(deployment, url),
      deployment,
      Number(await reader.getBlockNumber({ cacheTime: 0 })),
    );

  async function send(data: `0x${string}`): Promise<void> {
    if (deployment.timelock === null) throw new Error('there is no timelock');
    const writer = writerFor(reader, proposer.account);
    const hash = await writer.sendTransaction({ to: deployment.timelock, data });
    await mined(reader, hash, 'using the timelock');
  }

  it('is nothing after the set-up, which was carried out', async () => {
    expect(await ask()).toEqual({ delay: LOCAL_TIMELOCK_DELAY, operations: [] });
  });

  it('is each announced operation in words, until it is made', async () => {
    const call: TimelockCall = {
      target: deployment.collateralPool,
      data: encodeFunctionData({
        abi: collateralPoolAbi,
        functionName: 'grantRole',
        args: [`0x${'12'.repeat(32)}`, guardian.address],
      }),
    };
    const elsewhere: TimelockCall = { target: `0x${'77'.repeat(20)}`, data: '0x12345678' };
    await send(scheduleData([call], 'a grant', LOCAL_TIMELOCK_DELAY));
    await send(scheduleData([elsewhere], 'elsewhere', LOCAL_TIMELOCK_DELAY + 10));
    const queue = await ask();
    expect(queue?.operations.map(({ calls }) => calls)).toMatchObject([
      [
        {
          function: 'grantRole',
          args: [
            { name: 'role', value: `0x${'12'.repeat(32)}` },
            { name: 'account', value: expect.stringMatching(new RegExp(guardian.address, 'i')) },
          ],
        },
      ],
      [{ target: elsewhere.target, function: null, args: [], data: '0x12345678' }],
    ]);
    const [first] = queue?.operations ?? [];
    const { timestamp } = await reader.getBlock();
    expect(first?.readyAt).toBeGreaterThan(Number(timestamp));

    await reader.request({ method: 'evm_increaseTime' as never, params: [LOCAL_TIMELOCK_DELAY] as never });
    await send(executeData([call], 'a grant'));
    expect((await ask())?.operations).toHaveLength(1);
  });

  it('is not known when the chain cannot be asked', async () => {
    expect(await ask('http://127.0.0.1:9')).toBeNull();
  });
});
