import { desc, eq } from 'drizzle-orm';
import type { ChainReads } from '@/lib/chain/chain-reads';
import { readBalances } from '@/lib/chain/read-balances';
import { readPartitions } from '@/lib/chain/read-partitions';
import { type PartitionSupply, readSupplies } from '@/lib/chain/read-supplies';
import type { Database, Db } from '@/lib/db';
import { blocks } from '@/lib/db/schema';
import type { Deployment, FollowerState, PartitionSlice, Price } from '@/lib/domain/api';
import type { Hex } from '@/lib/domain/codecs';
import type { BlockRef, Finality } from '@/lib/domain/entities';
import type { TimelockQueue } from '@/lib/domain/pool-disclosure';
import { NotReadyError } from '@/lib/http/not-ready';
import { HttpProblem } from '@/lib/http/problem';
import { type StateAt, stateAt, stateNow } from './state-at';

/**
 * How every read model reads, so that all numbers of an answer come from one block, the newest or one before: first
 * the database, in one repeatable-read transaction, where `holding` and `happened` keep to that block; then the chain,
 * at that very block, when the transaction is over. An embedded database has one connection: nobody may wait for a
 * node on it.
 */
export type View = StateAt & {
  db: Db;
  at: BlockRef;
  deployment: Deployment;
  follower: FollowerView;
};

/** The chain at the view's block. Each of these is null when the node cannot be asked. */
export type ChainAt = {
  price(): Promise<Price | null>;
  partitionsOf(holder: Hex): Promise<PartitionSlice[] | null>;
  balancesOf(holder: Hex, partitions: readonly Hex[]): Promise<bigint[] | null>;
  supplies(): Promise<PartitionSupply[] | null>;
  timelock(): Promise<TimelockQueue | null>;
};

/** What is left to do once the database was read. */
export type Finish<Answer> = (chain: ChainAt) => Promise<Answer>;

/** A read model: null when what is asked for does not exist. */
export type Read<Answer> = (view: View) => Promise<Finish<Answer> | null>;

/** What the follower says beside what it writes. */
export type FollowerView = {
  state(): FollowerState;
  /** `latest` while the node has not said more */
  finalityOf(block: number): Finality;
};

/** What read models stand on; the server's runtime is one. */
export type Source = {
  database: Database;
  deployment: Deployment;
  chain: ChainReads;
  follower: FollowerView;
};

/** @param block number of the block to read at; the newest when absent */
export type ReadAt = { block?: number | undefined };

/** Reads one model; throws as {@link readTogether} does. */
export async function read<Answer>(
  source: Source,
  model: Read<Answer>,
  where: ReadAt = {},
): Promise<Answer | null> {
  const [answer] = await readTogether(source, [model], where);
  return answer ?? null;
}

/**
 * Reads several models at the same block, in the order given. Throws {@link NotReadyError} while the database has no
 * block, and a `not-found` problem when it does not have the one that is asked for.
 */
export async function readTogether<Answer>(
  source: Source,
  models: readonly Read<Answer>[],
  where: ReadAt = {},
): Promise<(Answer | null)[]> {
  const { deployment, follower } = source;
  const { at, finishes } = await source.database.db.transaction(
    async (db) => {
      const [head, block] = await Promise.all([
        headOf(db),
        where.block === undefined ? undefined : blockOf(db, where.block),
      ]);
      const past = where.block === undefined || where.block === head.number ? null : where.block;
      const at = past === null ? head : pastBlock(past, block, head, source);
      const view: View = { db, at, deployment, follower, ...(past === null ? stateNow : stateAt(past)) };
      return { at, finishes: await Promise.all(models.map((model) => model(view))) };
    },
    { isolationLevel: 'repeatable read', accessMode: 'read only' },
  );
  const chain = chainAt(source, at);
  return Promise.all(finishes.map((finish) => (finish === null ? null : finish(chain))));
}

type KnownBlock = Omit<BlockRef, 'finality'>;
const itsBlock = { number: blocks.number, hash: blocks.hash, timestamp: blocks.timestamp };

async function headOf(db: Db): Promise<BlockRef> {
  const [head] = await db.select(itsBlock).from(blocks).orderBy(desc(blocks.number)).limit(1);
  if (!head) throw new NotReadyError('No block has been read from the chain yet.');
  return { ...head, finality: 'latest' };
}

async function blockOf(db: Db, number: number): Promise<KnownBlock | undefined> {
  const [block] = await db.select(itsBlock).from(blocks).where(eq(blocks.number, number));
  return block;
}

function pastBlock(number: number, block: KnownBlock | undefined, head: BlockRef, source: Source): BlockRef {
  const { startBlock } = source.deployment;
  const refuse = (detail: string) => new HttpProblem('not-found', { detail });
  if (number > head.number) {
    throw refuse(`Block ${number} is not here yet: the newest is block ${head.number}.`);
  }
  if (number < startBlock) {
    throw refuse(`Block ${number} came too early: the contracts are followed from block ${startBlock} on.`);
  }
  if (!block) throw refuse(`Block ${number} is not known here.`);
  return { ...block, finality: source.follower.finalityOf(number) };
}

/** A node that the follower found gone is not asked again: a page would wait for its silence. */
function chainAt({ chain, deployment, follower }: Source, at: BlockRef): ChainAt {
  const there = follower.state().status !== 'stalled';
  const { amp } = deployment;
  return {
    price: () => chain.price(at, there),
    partitionsOf: async (holder) =>
      there ? readPartitions(chain.client, deployment, holder, at.number) : null,
    balancesOf: async (holder, partitions) =>
      there ? readBalances(chain.client, amp, holder, partitions, at.number) : null,
    supplies: async () => (there ? readSupplies(chain.client, amp, at.number) : null),
    timelock: async () => (there ? chain.timelock(at.number) : null),
  };
}
