import { createServer } from 'node:http';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ampAbi } from '@/contracts-abi/amp';
import type { Deployment } from '@/lib/domain/api';
import { deployContracts } from '@/lib/follower/testing/deploy-contracts';
import { createFaultProxy, type FaultProxy } from '@/lib/follower/testing/faults/fault-proxy';
import { startTestChain, type TestChain } from '@/lib/follower/testing/test-chain';
import { createChainClient } from './clients';

let chain: TestChain;
let deployment: Deployment;
let first: FaultProxy;
let second: FaultProxy;

beforeAll(async () => {
  chain = await startTestChain();
  ({ deployment } = await deployContracts(chain));
  first = await createFaultProxy({ target: chain.url, seed: 1 });
  second = await createFaultProxy({ target: chain.url, seed: 2 });
});
afterAll(async () => {
  await Promise.all([chain?.stop(), first?.close(), second?.close()]);
});

const supplyBy = (client: ReturnType<typeof createChainClient>) =>
  client.readContract({ address: deployment.amp, abi: ampAbi, functionName: 'totalSupply' });

describe('reads of the chain', () => {
  test.each(['refused', 'failed', 'tooMany', 'html', 'error'] as const)(
    'go to the next node when the first says %s',
    async (kind) => {
      first.afflict({ [kind]: 1 });
      const before = first.counts[kind];
      const client = createChainClient(deployment, [first.url, second.url]);
      expect(await supplyBy(client)).toBeGreaterThan(0n);
      expect(first.counts[kind]).toBe(before + 1);
      first.calm();
    },
  );

  test('begin with the node that is best at the moment', async () => {
    first.afflict({ refused: 1 });
    const before = first.counts.refused;
    const client = createChainClient(deployment, [first.url, second.url], () => [1, 0]);
    await supplyBy(client);
    expect(first.counts.refused).toBe(before);
    first.calm();
  });

  test('fail when no node answers', async () => {
    for (const node of [first, second]) node.afflict({ refused: 1 });
    await expect(supplyBy(createChainClient(deployment, [first.url, second.url]))).rejects.toThrow();
    for (const node of [first, second]) node.calm();
  });

  test('that a contract refuses are asked of one node alone', async () => {
    let asked = 0;
    const other = createServer((_request, response) => {
      asked += 1;
      response.end();
    });
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    const address = other.address();
    if (address === null || typeof address === 'string') throw new Error('no port was given');
    const client = createChainClient(deployment, [chain.url, `http://127.0.0.1:${address.port}`]);
    // From an account that has none.
    const refused = client.simulateContract({
      address: deployment.amp,
      abi: ampAbi,
      functionName: 'transfer',
      args: [deployment.collateralPool, 1n],
      account: `0x${'9'.repeat(40)}`,
    });
    await expect(refused).rejects.toThrow(/revert/);
    expect(asked).toBe(0);
    await new Promise((resolve) => other.close(resolve));
  });
});
