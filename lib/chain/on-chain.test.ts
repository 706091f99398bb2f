import { encodeDeployData, encodeFunctionData, type PublicClient, zeroAddress } from 'viem';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ampAbi } from '@/contracts-abi/amp';
import { priceFeedCode } from '@/contracts-abi/bytecode/local-price-feed';
import { priceFeedAbi } from '@/contracts-abi/local-price-feed';
import { dataToPartition } from '@/lib/domain/amp-transfer';
import type { Deployment } from '@/lib/domain/api';
import type { Hex } from '@/lib/domain/codecs';
import { DEFAULT_PARTITION, poolId } from '@/lib/domain/partition';
import { deployContracts, POOL_TAGS, queue, type Stage } from '@/lib/follower/testing/deploy-contracts';
import { startTestChain, type TestChain } from '@/lib/follower/testing/test-chain';
import { createChainClient } from './clients';
import { linkCreation } from './contract-code';
import { createFaucet, FAUCET_AMP, FAUCET_ETH, whyNoGift } from './faucet';
import { createPriceReader } from './price';
import { readBalances } from './read-balances';
import { readPartitions } from './read-partitions';

const AMP = 10n ** 18n;
const FAUCET: Hex = '0xa0ee7a142d267c1f36714e4a8f75612f20a79720';
const newcomer: Hex = '0x00000000000000000000000000000000000ca11e';

describe('reads of a chain', () => {
  let chain: TestChain;
  let stage: Stage;
  let client: PublicClient;
  let gone: PublicClient;

  beforeAll(async () => {
    chain = await startTestChain();
    stage = await deployContracts(chain);
    client = createChainClient(stage.deployment, chain.url);
    gone = createChainClient(stage.deployment, 'http://127.0.0.1:9');
  });
  afterAll(() => chain?.stop());

  const transfer = (from: Hex, to: Hex, value: bigint, data: Hex = '0x') =>
    queue(
      chain,
      from,
      stage.deployment.amp,
      encodeFunctionData({
        abi: ampAbi,
        functionName: 'transferByPartition',
        args: [DEFAULT_PARTITION, from, to, value, data, '0x'],
      }),
    );

  it('map an account: spendable first, then pools by amount, each as it was at the block', async () => {
    const { collateralPool } = stage.deployment;
    const [staker] = stage.stakers as [Hex];
    const [small, large] = POOL_TAGS.map((tag) => poolId(tag, collateralPool)) as [Hex, Hex];
    const before = await chain.height();
    await transfer(staker, collateralPool, 10n * AMP, dataToPartition(small));
    await transfer(staker, collateralPool, 20n * AMP, dataToPartition(large));
    await chain.mine();
    const now = await chain.height();
    const manager = await readPartitions(client, stage.deployment, collateralPool, now);
    expect(manager).toMatchObject([
      { kind: 'default', partition: DEFAULT_PARTITION, owner: null, ours: false, amount: 0n },
      { kind: 'pool', tag: POOL_TAGS[1], owner: collateralPool, ours: true, amount: 20n * AMP },
      { kind: 'pool', tag: POOL_TAGS[0], owner: collateralPool, ours: true, amount: 10n * AMP },
    ]);
    expect(await readPartitions(client, stage.deployment, collateralPool, before)).toHaveLength(1);
    const amp = stage.deployment.amp;
    expect(await readBalances(client, amp, collateralPool, [large, small], now)).toEqual([
      20n * AMP,
      10n * AMP,
    ]);
    expect(await readPartitions(client, stage.deployment, newcomer, now)).toMatchObject([{ amount: 0n }]);
  });

  it('are null when the node is gone', async () => {
    const { amp, collateralPool } = stage.deployment;
    expect(await readPartitions(gone, stage.deployment, collateralPool, 1)).toBeNull();
    expect(await readBalances(gone, amp, collateralPool, [DEFAULT_PARTITION], 1)).toBeNull();
    const price = createPriceReader(gone, { ...stage.deployment, priceFeed: amp });
    expect(await price({ number: 1, hash: 'a' }, true)).toBeNull();
  });

  it('give the price of the block that is asked for, once a block, and none without a feed', async () => {
    const data = encodeDeployData({
      abi: priceFeedAbi,
      bytecode: linkCreation(priceFeedCode, {}),
      args: [350_000n, stage.admin],
    });
    const hash = await queue(chain, stage.admin, null, data);
    await chain.mine();
    const { contractAddress } = await chain.client.waitForTransactionReceipt({ hash });
    if (!contractAddress) throw new Error('no feed');
    const first = await chain.height();
    await queue(
      chain,
      stage.admin,
      contractAddress,
      encodeFunctionData({ abi: priceFeedAbi, functionName: 'pushAnswer', args: [420_000n] }),
    );
    await chain.mine();
    const deployment: Deployment = { ...stage.deployment, priceFeed: contractAddress };
    const price = createPriceReader(client, deployment);
    expect(await price({ number: first, hash: 'first' }, true)).toMatchObject({ ampUsd: 350_000n });
    expect(await price({ number: first + 1, hash: 'second' }, true)).toMatchObject({ ampUsd: 420_000n });
    // What is known of a block is told also when the node may not be asked.
    expect(await price({ number: first, hash: 'first' }, false)).toMatchObject({ ampUsd: 350_000n });
    expect(await price({ number: first, hash: 'third' }, false)).toBeNull();
    const none = createPriceReader(client, { ...deployment, priceFeed: null });
    expect(await none({ number: first, hash: 'first' }, true)).toBeNull();
  });

  it('hand out coins, to many at once', async () => {
    for (const staker of stage.stakers.slice(0, 5)) await transfer(staker, FAUCET, 900_000n * AMP);
    await chain.mine();
    const faucet = createFaucet(client, stage.deployment, chain.url);
    const visitors = [1, 2, 3].map((n): Hex => `0x000000000000000000000000000000000000bee${n}`);
    const hashes = await Promise.all(visitors.map((visitor) => faucet.give(visitor)));
    await chain.mine();
    for (const [index, visitor] of visitors.entries()) {
      const receipt = await chain.client.getTransactionReceipt({ hash: hashes[index] as Hex });
      expect(receipt.status).toBe('success');
      expect(await chain.client.getBalance({ address: visitor })).toBe(FAUCET_ETH);
      const slices = await readPartitions(client, stage.deployment, visitor, await chain.height());
      expect(slices?.[0]?.amount).toBe(FAUCET_AMP);
    }
  });

  it('hand out again after a visitor to whom nothing could be given', async () => {
    const faucet = createFaucet(client, stage.deployment, chain.url);
    const [nobody, somebody] = [faucet.give(zeroAddress), faucet.give(newcomer)];
    await expect(nobody).rejects.toThrow();
    await expect(somebody).resolves.toMatch(/^0x/);
    await chain.mine();
  });

  it('refuse to give to addresses that could not use it', () => {
    const { deployment } = stage;
    expect(whyNoGift(zeroAddress, deployment)).toContain('zero address');
    expect(whyNoGift(deployment.amp, deployment)).toContain('contract');
    expect(whyNoGift(newcomer, deployment)).toBeNull();
  });
});
