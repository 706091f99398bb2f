import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { createChainReads } from '@/lib/chain/chain-reads';
import { createChainClient } from '@/lib/chain/clients';
import { type Database, IN_MEMORY, openDatabase } from '@/lib/db';
import { locks, pools } from '@/lib/db/schema';
import {
  accountAnswer,
  adminAnswer,
  historyAnswer,
  historyIntervals,
  locksAnswer,
  merchantAnswer,
  merchantsAnswer,
  paymentAnswer,
  poolAnswer,
  poolsAnswer,
} from '@/lib/domain/api';
import { poolId } from '@/lib/domain/partition';
import type { Follower } from '@/lib/follower';
import { deployContracts, POOL_TAGS, type Stage } from '@/lib/follower/testing/deploy-contracts';
import { createMiner, follow, untilLevel } from '@/lib/follower/testing/harness';
import { createRandom } from '@/lib/follower/testing/random';
import { ruin } from '@/lib/follower/testing/ruin';
import { startTestChain, type TestChain } from '@/lib/follower/testing/test-chain';
import { HttpProblem } from '@/lib/http/problem';
import { readAccount } from './account';
import { readAdmin } from './admin';
import { readHistory } from './history';
import { readLocks } from './locks';
import { readMerchant } from './merchant';
import { readMerchants } from './merchants';
import { readPayment } from './payment';
import { readPool } from './pool';
import { readPools } from './pools';
import { type Read, type ReadAt, read, type Source } from './view';

const HEADS = 8;

/** What a client gets, but for what is not the block's own: how final it is by now, and how the follower fares. */
type Question = [name: string, ask: (where: ReadAt) => Promise<string>];

describe('any past block', () => {
  let chain: TestChain;
  let stage: Stage;
  let database: Database;
  let follower: Follower;
  let source: Source;
  /** by the hash of the block that was the head */
  const recorded = new Map<string, { number: number; answers: [Question, string][] }>();

  const question = <Schema extends z.ZodType>(
    name: string,
    schema: Schema,
    model: Read<z.output<Schema>>,
  ): Question => [
    name,
    async (where) => {
      const answer = await read<z.output<Schema>>(source, model, where);
      if (answer === null) return 'null';
      return JSON.stringify(z.encode(schema, answer), (key, value: unknown) =>
        key === 'finality' || key === 'lockedFinality' || key === 'follower' ? undefined : value,
      );
    },
  ];

  async function questions(): Promise<Question[]> {
    const { db } = database;
    const payments = await db.selectDistinct({ id: locks.paymentId }).from(locks);
    const ids = await db.selectDistinct({ id: pools.id }).from(pools);
    const [first] = ids;
    const some = payments.filter((_, index) => index % 4 === 0);
    const filters = [
      {},
      { pool: first?.id, limit: 20 },
      { merchant: stage.merchants[0], status: 'released' as const },
      { status: 'live' as const, min: 10n ** 20n },
      { status: 'expired' as const, asset: 'btc' },
      { cursor: '60-0', limit: 5 },
    ];
    return [
      question('pools', poolsAnswer, readPools),
      question('merchants', merchantsAnswer, readMerchants),
      question('admin', adminAnswer, readAdmin),
      ...ids.map(({ id }) => question(`pool ${id}`, poolAnswer, (view) => readPool(view, id))),
      ...['all' as const, ...ids.map(({ id }) => id)].flatMap((pool) =>
        historyIntervals.map((interval) =>
          question(`history ${pool} ${interval}`, historyAnswer, (view) =>
            readHistory(view, { pool, interval }),
          ),
        ),
      ),
      ...filters.map((filter, index) =>
        question(`locks ${index}`, locksAnswer, (view) => readLocks(view, filter)),
      ),
      ...some.map(({ id }) => question(`payment ${id}`, paymentAnswer, (view) => readPayment(view, id))),
      ...stage.merchants.map((address) =>
        question(`merchant ${address}`, merchantAnswer, (view) => readMerchant(view, address)),
      ),
      ...[...stage.stakers, ...stage.merchants, stage.operator].map((address) =>
        question(`account ${address}`, accountAnswer, (view) => readAccount(view, address)),
      ),
    ];
  }

  async function record(): Promise<void> {
    await untilLevel(follower, chain);
    const { head } = follower.state();
    if (!head) throw new Error('there is no head');
    const answers: [Question, string][] = [];
    for (const asked of await questions()) answers.push([asked, await asked[1]({})]);
    recorded.set(head.hash, { number: head.number, answers });
  }

  beforeAll(async () => {
    chain = await startTestChain();
    stage = await deployContracts(chain);
    database = await openDatabase({ dataDir: IN_MEMORY });
    const { deployment } = stage;
    follower = follow(database, deployment, chain.url);
    const client = createChainClient(deployment, chain.url);
    source = {
      database,
      deployment,
      follower,
      chain: createChainReads(client, deployment),
    };
    await follower.start();
    const random = createRandom(31);
    const { mine } = createMiner(chain, stage, random);
    await mine(20);
    for (let n = 1; n <= HEADS; n += 1) {
      await mine(random.between(1, 4));
      if (n === HEADS / 2) await ruin(chain, stage, poolId(POOL_TAGS[0], deployment.collateralPool));
      await record();
      if (n % 4 !== 0) continue;
      await chain.reorg(random.between(1, 5));
      await mine(3);
      await record();
    }
    await mine(4);
    await untilLevel(follower, chain);
  }, 600_000);

  afterAll(async () => {
    await follower?.stop();
    await database?.close();
    await chain?.stop();
  });

  it('says what it said when it was the head', async () => {
    let compared = 0;
    let gone = 0;
    for (const [hash, { number, answers }] of recorded) {
      const block = await chain.client.getBlock({ blockNumber: BigInt(number) });
      if (block.hash !== hash) {
        gone += 1;
        continue;
      }
      for (const [[name, ask], answer] of answers) {
        expect(await ask({ block: number }), `${name} at block ${number}`).toBe(answer);
        compared += 1;
      }
    }
    // Reorgs have taken some of the blocks with them, and losses have closed a generation on the way.
    expect(gone).toBeGreaterThan(0);
    expect(compared).toBeGreaterThan(200);
    expect(await database.db.selectDistinct({ id: pools.id }).from(pools)).toHaveLength(POOL_TAGS.length + 1);
  }, 600_000);

  it('is refused, with the reason, when it is not one of those that are followed', async () => {
    const refusal = async (block: number): Promise<unknown> => {
      try {
        return await read(source, readPools, { block });
      } catch (error) {
        return error instanceof HttpProblem ? [error.kind, error.message] : error;
      }
    };
    const head = follower.state().head?.number ?? 0;
    const { startBlock } = stage.deployment;
    expect(await refusal(head + 1)).toEqual([
      'not-found',
      `Block ${head + 1} is not here yet: the newest is block ${head}.`,
    ]);
    expect(await refusal(startBlock - 1)).toEqual([
      'not-found',
      `Block ${startBlock - 1} came too early: the contracts are followed from block ${startBlock} on.`,
    ]);
    expect(await refusal(startBlock)).toMatchObject({ at: { number: startBlock }, pools: [] });
  });

  it('has null for what a node says that keeps no state of it', async () => {
    const client = createChainClient(stage.deployment, chain.url);
    const pruned: Source = {
      ...source,
      chain: {
        client: { ...client, readContract: () => Promise.reject(new Error('missing trie node')) },
        price: async () => null,
        timelock: async () => null,
      },
    };
    const [account = '0x'] = stage.stakers;
    const block = stage.deployment.startBlock + 20;
    const answer = await read(pruned, (view) => readAccount(view, account), { block });
    expect(answer).toMatchObject({ at: { number: block }, partitions: null, price: null });
  });
});

describe('a read model', () => {
  const models = readdirSync(import.meta.dirname)
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
    // They say what holding means, which block is read, and what was published.
    .filter((name) => !['state-at.ts', 'live-replay.ts', 'view.ts'].includes(name))
    .map((name) => ({ name, text: readFileSync(join(import.meta.dirname, name), 'utf8') }));

  it('never asks for what is current, but for what holds at its block', () => {
    expect(models.length).toBeGreaterThan(10);
    const guilty = models.filter(({ text }) => /\b(current|asOf|asOfByKey)\(|toBlock|to_block/.test(text));
    expect(guilty.map(({ name }) => name)).toEqual([]);
  });

  it('says of every event that it happened by then', () => {
    const table = (text: string, name: string) => text.split(name).length - 1;
    const guilty = models.filter(
      ({ text }) => table(text, '.from(events)') > table(text, 'happened(events)'),
    );
    expect(guilty.map(({ name }) => name)).toEqual([]);
  });
});
