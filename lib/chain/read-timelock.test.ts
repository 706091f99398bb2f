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
import { createGrowingLog } from './growing-log';
import { createTimelockReader } from './read-timelock';
import { createStrictNode } from './testing/strict-node';

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

  const readerOf = (url: string, patienceMs?: number) =>
    createTimelockReader(createChainClient(deployment, url), deployment, patienceMs);
  const head = async () => Number(await reader.getBlockNumber({ cacheTime: 0 }));
  const ask = async (url = anvil.rpcUrl) => readerOf(url)(await head());

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

  it('is read of a node that tells of a thousand blocks at once, and of each block but once', async () => {
    const all = await ask();
    expect(all?.operations).toHaveLength(1);
    await anvil.rpc.call('anvil_mine', ['0x9c4']);
    const strict = await createStrictNode(anvil.rpcUrl, 1_000);
    try {
      const read = readerOf(strict.url);
      const queue = await read(await head());
      expect(queue).toEqual({ delay: LOCAL_TIMELOCK_DELAY, operations: all?.operations });
      const refused = strict.spans.filter((span) => span > 1_000).length;
      expect(refused).toBeGreaterThan(0);
      expect(refused).toBeLessThan(5);

      strict.spans.length = 0;
      await send(
        scheduleData([{ target: `0x${'88'.repeat(20)}`, data: '0x' }], 'later', LOCAL_TIMELOCK_DELAY),
      );
      expect((await read(await head()))?.operations).toHaveLength(2);
      expect(strict.spans.reduce((sum, span) => sum + span, 0)).toBeLessThan(100);
      expect((await read((await head()) - 1))?.operations).toHaveLength(1);
    } finally {
      await strict.close();
    }
  });

  it('is read on while nobody waits, and whoever asks later has it', async () => {
    const strict = await createStrictNode(anvil.rpcUrl, 100);
    try {
      const read = readerOf(strict.url, 300);
      const letGo = strict.hold();
      expect(await read(await head())).toBeNull();
      letGo();
      await expect.poll(async () => (await read(await head()))?.operations.length).toBe(2);
    } finally {
      await strict.close();
    }
  });

  it('is read anew where the chain went another way, and of a block before', async () => {
    const client = createChainClient(deployment, anvil.rpcUrl);
    const log = createGrowingLog(client, {
      address: deployment.timelock ?? '0x',
      from: deployment.startBlock,
      newest: 4,
    });
    await anvil.rpc.call('anvil_mine', ['0x5']);
    const before = await head();
    const known = (await log.upTo(before)).length;
    await send(scheduleData([{ target: `0x${'99'.repeat(20)}`, data: '0x' }], 'gone', LOCAL_TIMELOCK_DELAY));
    await anvil.rpc.call('anvil_mine', ['0xa']);
    expect((await log.upTo(await head())).length).toBeGreaterThan(known);
    // It is kept by now, and not told of a block that came before it.
    expect(await log.upTo(before)).toHaveLength(known);
    await anvil.rpc.call('anvil_reorg', [14, []]);
    expect(await log.upTo(await head())).toHaveLength(known);
  });

  it('is not known when the chain cannot be asked', async () => {
    expect(await ask('http://127.0.0.1:9')).toBeNull();
  });
});
