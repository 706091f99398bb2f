import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createChainReads } from '@/lib/chain/chain-reads';
import { createChainClient } from '@/lib/chain/clients';
import { type Database, IN_MEMORY, openDatabase } from '@/lib/db';
import { managersAnswer } from '@/lib/domain/api';
import type { Follower } from '@/lib/follower';
import { deployContracts, type Stage } from '@/lib/follower/testing/deploy-contracts';
import { follow, untilLevel } from '@/lib/follower/testing/harness';
import { startTestChain, type TestChain } from '@/lib/follower/testing/test-chain';
import { readManagers } from './managers';
import { receive } from './testing/receive';
import type { Source } from './view';

describe('the managers and strategies that Amp knows', () => {
  let chain: TestChain;
  let stage: Stage;
  let database: Database;
  let follower: Follower;
  let source: Source;
  beforeAll(async () => {
    chain = await startTestChain();
    stage = await deployContracts(chain);
    database = await openDatabase({ dataDir: IN_MEMORY });
    follower = follow(database, stage.deployment, chain.url);
    await follower.start();
    await untilLevel(follower, chain);
    const client = createChainClient(stage.deployment, chain.url);
    source = {
      ...{ database, follower },
      deployment: stage.deployment,
      chain: createChainReads(client, stage.deployment),
    };
  });
  afterAll(async () => {
    await follower?.stop();
    await database?.close();
    await chain?.stop();
  });

  it('are ours on a chain of our own, with what lies in each partition', async () => {
    const { managers, strategies, partitions } = await receive(source, managersAnswer, readManagers);
    const { collateralPool, walletCollateral } = stage.deployment;
    expect(managers.map(({ address, ours }) => [address, ours]).sort()).toEqual(
      [
        [collateralPool, 'pool'],
        [walletCollateral, 'in-place'],
      ].sort(),
    );
    expect(strategies.map(({ prefix }) => prefix).sort()).toEqual(['0xaaaaaaaa', '0xcccccccc']);
    expect(strategies.every(({ text }) => text.length > 0)).toBe(true);
    expect(partitions?.[0]).toMatchObject({ kind: 'default', manager: null });
    expect(partitions?.every(({ supply }) => supply > 0n)).toBe(true);
  });
});
