import type { z } from 'zod';
import { createChainReads } from '@/lib/chain/chain-reads';
import { createChainClient } from '@/lib/chain/clients';
import { testDeployment } from '@/lib/chain/test-deployment';
import { emptyDatabase, IN_MEMORY, openDatabase } from '@/lib/db';
import type { Deployment, FollowerState } from '@/lib/domain/api';
import { MANAGER, type PoolStory } from '@/lib/domain/testing/pool-story';
import { WALLET_MANAGER } from '@/lib/domain/testing/wallet-story';
import { createMemory, takeIn } from '@/lib/follower/take-in';
import { type Read, read, type Source } from '../view';
import { receive } from './receive';

/** Nobody listens there: what a read model says when the node is gone. */
const NO_NODE = 'http://127.0.0.1:9';

/** A follower that has just begun, with a node. */
export const freshState: FollowerState = {
  status: 'live',
  head: null,
  chainHead: null,
  lagBlocks: null,
  sinceBlock: null,
  reorgs: 0,
  deepestReorg: 0,
  lastError: null,
  startedAt: 0,
  leads: true,
  audit: { provedTo: null, soundAt: null, openAlarms: 0, alarms: [], repairs: 0 },
  nodes: [],
  agreement: { state: 'single', block: null, since: 0, differences: [] },
};

/** A real database, filled by the real reducer from a story, and no node. */
export async function openStorySource() {
  const database = await openDatabase({ dataDir: IN_MEMORY });
  const writer = await database.openWriter();
  const deployment: Deployment = {
    ...testDeployment,
    collateralPool: MANAGER,
    walletCollateral: WALLET_MANAGER,
    epochLength: 300,
  };
  const client = createChainClient(deployment, NO_NODE);
  const source: Source = {
    database,
    deployment,
    follower: { state: () => freshState, finalityOf: (block) => (block <= 2 ? 'finalized' : 'latest') },
    chain: createChainReads(client, deployment),
  };
  return {
    source,
    /** Forgets what was there and takes the story in. */
    async tell(story: Pick<PoolStory, 'blocks' | 'epochLength'>): Promise<void> {
      await emptyDatabase(database.db);
      const context = { epochLength: story.epochLength, balances: 'all' } as const;
      await takeIn(writer, createMemory(), [story.blocks], context);
    },
    read: <Answer>(model: Read<Answer>) => read(source, model),
    receive: <Schema extends z.ZodType>(schema: Schema, model: Read<z.output<Schema>>) =>
      receive(source, schema, model),
    close: () => database.close(),
  };
}
