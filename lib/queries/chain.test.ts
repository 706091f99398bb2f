import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ampAbi } from '@/contracts-abi/amp';
import { collateralPoolAbi } from '@/contracts-abi/collateral-pool';
import { createChainReads } from '@/lib/chain/chain-reads';
import { createChainClient } from '@/lib/chain/clients';
import { type Database, IN_MEMORY, openDatabase } from '@/lib/db';
import { accountAnswer, adminAnswer, poolsAnswer } from '@/lib/domain/api';
import type { Hex } from '@/lib/domain/codecs';
import { DEFAULT_PARTITION } from '@/lib/domain/partition';
import type { Follower } from '@/lib/follower';
import { deployContracts, type Stage } from '@/lib/follower/testing/deploy-contracts';
import { follow } from '@/lib/follower/testing/harness';
import { createRandom } from '@/lib/follower/testing/random';
import { startTestChain, type TestChain } from '@/lib/follower/testing/test-chain';
import { createTraffic } from '@/lib/follower/testing/traffic';
import { readAccount } from './account';
import { readAdmin } from './admin';
import { readPools } from './pools';
import { receive } from './testing/receive';
import type { Source } from './view';

const BLOCKS = 60;

describe('read models on a chain with random traffic', () => {
  let chain: TestChain;
  let stage: Stage;
  let database: Database;
  let follower: Follower;
  let source: Source;

  beforeAll(async () => {
    chain = await startTestChain();
    stage = await deployContracts(chain);
    const traffic = createTraffic(chain, stage, createRandom(20));
    for (let n = 0; n < BLOCKS; n += 1) {
      const { timestamp } = await chain.client.getBlock();
      await traffic.queueDeeds(5, Number(timestamp));
      await chain.mine();
    }
    database = await openDatabase({ dataDir: IN_MEMORY });
    const { deployment } = stage;
    follower = follow(database, deployment, chain.url);
    await follower.start();
    const height = await chain.height();
    while (follower.state().head?.number !== height) await new Promise((resolve) => setTimeout(resolve, 50));
    const client = createChainClient(deployment, chain.url);
    source = {
      database,
      deployment,
      follower,
      chain: createChainReads(client, deployment),
    };
  }, 60_000);

  afterAll(async () => {
    await follower?.stop();
    await database?.close();
    await chain?.stop();
  });

  const ask = <Name extends 'poolInfo' | 'accountInfo' | 'ticketOf'>(functionName: Name, args: unknown[]) =>
    // Arguments stand beside their function below; what does not fit makes viem throw.
    chain.client.readContract({
      address: stage.deployment.collateralPool,
      abi: collateralPoolAbi,
      functionName,
      args,
    } as never) as Promise<Record<string, bigint>>;

  it('settle pools as the contract does', async () => {
    const answer = await receive(source, poolsAnswer, readPools);
    expect(answer.pools).toHaveLength(2);
    for (const { pool, settled } of answer.pools) {
      const { pendingAssets, heldBack, utilisationBps, nextExitAt, ...same } = settled;
      expect(await ask('poolInfo', [pool.id])).toMatchObject({
        ...same,
        rewardSecondsLeft: BigInt(same.rewardSecondsLeft),
        windowEnds: BigInt(same.windowEnds),
      });
    }
  });

  it('say what each account holds as the contract and Amp do, and a history that adds up to it', async () => {
    let ticketsSeen = 0;
    let losses = 0;
    let rewards = 0;
    for (const account of stage.stakers) {
      const answer = await receive(source, accountAnswer, (view) => readAccount(view, account));
      const held = new Map<Hex, bigint>();
      for (const position of answer.positions) {
        const { shares, assets } = await ask('accountInfo', [position.pool, account]);
        expect({ shares: position.shares, assets: position.assets }).toEqual({ shares, assets });
        held.set(position.pool, position.assets);
        if (position.lost > 0n) losses += 1;
      }
      for (const ticket of answer.tickets) {
        const view = await ask('ticketOf', [ticket.pool, account, BigInt(ticket.exitEpoch)]);
        expect({ shares: ticket.shares, assets: ticket.assets }).toEqual({
          shares: view.shares,
          assets: view.assets,
        });
        held.set(ticket.pool, (held.get(ticket.pool) ?? 0n) + ticket.assets);
        ticketsSeen += ticket.shares > 0n ? 1 : 0;
      }
      const spendable = answer.partitions?.find(({ partition }) => partition === DEFAULT_PARTITION);
      const balance = await chain.client.readContract({
        address: stage.deployment.amp,
        abi: ampAbi,
        functionName: 'balanceOfByPartition',
        args: [DEFAULT_PARTITION, account],
      });
      expect(spendable?.amount).toBe(balance);
      if (answer.history.length === 200) continue;
      // Every line since the account was funded is there, so that the lines of its wallet are its balance.
      const moved = answer.history.reduce((sum, line) => {
        if (line.pool === null) return sum + line.amount;
        // Paid to somebody else, it never was in the wallet.
        if (line.kind === 'loss' || line.counterparty !== null) return sum;
        rewards += line.kind === 'rewarded' ? 1 : 0;
        return line.kind === 'rewarded' ? sum + line.amount : sum - line.amount;
      }, 0n);
      expect(moved).toBe(balance);
      for (const [pool, worth] of held) {
        const lines = answer.history.reduce(
          (sum, line) => (line.pool === pool && line.kind !== 'rewarded' ? sum + line.amount : sum),
          0n,
        );
        const dust = worth - lines;
        expect(dust > -200n && dust < 200n).toBe(true);
      }
    }
    expect(ticketsSeen).toBeGreaterThan(0);
    expect(losses).toBeGreaterThan(0);
    expect(rewards).toBeGreaterThan(0);
  });

  it('find the balance equation to hold, from logs and asked of the chain', async () => {
    const answer = await receive(source, adminAnswer, readAdmin);
    for (const pool of answer.pools) {
      expect(pool).toMatchObject({ holds: true, chainBalance: pool.accounted, balance: pool.accounted });
    }
  });
});
