import { and, desc, eq, gt, or, type SQL, sql } from 'drizzle-orm';
import type { PgColumn } from 'drizzle-orm/pg-core';
import { balanceRows, current, type Db, epochRows } from '@/lib/db';
import {
  balances,
  blocks,
  deferredPayouts,
  epochs,
  events,
  locks,
  positions,
  tickets,
} from '@/lib/db/schema';
import type { Deployment } from '@/lib/domain/api';
import type { Hex } from '@/lib/domain/codecs';
import type { Epoch, Pool } from '@/lib/domain/entities';
import type { EntityRef } from '@/lib/domain/entity-key';
import type { BlockHeader } from '@/lib/domain/events';
import type { HolderSums, WalletPoolSums } from '@/lib/domain/in-place-rules';
import { poolOf } from '@/lib/domain/partition';
import type { GenerationSums, PoolSums } from '@/lib/domain/pool-rules';
import {
  loadVersions,
  newestLocks,
  poolVersions,
  sampleSpendable,
  sampleVersions,
  type Version,
} from './load-versions';
import { readInPlace } from './stored-in-place';

/** What an audit looks at, all from one moment. */
export type StoredState = {
  at: BlockHeader;
  /** every generation of every pool */
  pools: Pool[];
  epochs: Epoch[];
  poolSums: PoolSums[];
  generationSums: GenerationSums[];
  walletPoolSums: WalletPoolSums[];
  /** of the holders in the sample */
  holderSums: HolderSums[];
  /** all pools, a sample of all else that a contract can be asked about, and what was asked for by name */
  versions: Version[];
};

export type Look = {
  /** where among addresses and hashes the sample begins, so that each audit looks at others */
  start: Hex;
  /** rows of each kind */
  sample: number;
  /** also these, where they are there */
  named: readonly EntityRef[];
};

/**
 * Reads it in one transaction, which is short and stops nobody on PostgreSQL; the embedded database has one connection.
 */
export async function readStoredState(
  db: Db,
  deployment: Deployment,
  { start, sample, named }: Look,
): Promise<StoredState | null> {
  return db.transaction(
    async (tx) => {
      const [at] = await tx.select().from(blocks).orderBy(desc(blocks.number)).limit(1);
      if (!at) return null;
      const poolsStored = await poolVersions(tx);
      const poolsFound = poolsStored.map(({ value }) => value);
      const epochsFound = (
        await tx
          .select()
          .from(epochs)
          .where(and(current(epochs), or(eq(epochs.rolled, false), gt(epochs.assetsLeft, 0n))))
      ).map(epochRows.fromRow);
      const versions = [
        ...(await loadVersions(tx, named)),
        ...(await newestLocks(tx, sample)),
        ...(await sampleVersions(tx, start, sample)),
        ...(await sampleSpendable(tx, start, sample)),
      ];
      const inPlace = await readInPlace(tx, versions, at.timestamp, deployment.epochLength);
      return {
        at,
        pools: poolsFound,
        epochs: epochsFound,
        poolSums: await sumPools(tx, deployment, poolsFound),
        generationSums: await sumGenerations(tx, poolsFound, epochsFound),
        walletPoolSums: inPlace.sums,
        holderSums: inPlace.holders,
        versions: [...poolsStored, ...inPlace.pools, ...versions],
      };
    },
    { isolationLevel: 'repeatable read', accessMode: 'read only' },
  );
}

async function sumPools(tx: Db, { collateralPool }: Deployment, all: readonly Pool[]): Promise<PoolSums[]> {
  const held = await tx
    .select()
    .from(balances)
    .where(and(current(balances), eq(balances.account, collateralPool)));
  const amounts = new Map(held.map(balanceRows.fromRow).map(({ partition, amount }) => [partition, amount]));
  const owed = await tx
    .select({ pool: deferredPayouts.pool, wei: sumOf(deferredPayouts.owed) })
    .from(deferredPayouts)
    .where(current(deferredPayouts))
    .groupBy(deferredPayouts.pool);
  const owedOf = new Map(owed.map(({ pool, wei }) => [pool, wei]));
  return all
    .filter(({ closed }) => !closed)
    .map(({ id }) => ({ id, balance: amounts.get(id) ?? 0n, owed: owedOf.get(id) ?? 0n }));
}

async function sumGenerations(
  tx: Db,
  all: readonly Pool[],
  open: readonly Epoch[],
): Promise<GenerationSums[]> {
  const accounts = await tx
    .select({ pool: positions.pool, generation: positions.generation, shares: sumOf(positions.shares) })
    .from(positions)
    .where(current(positions))
    .groupBy(positions.pool, positions.generation);
  const waiting = await tx
    .select({ pool: tickets.pool, generation: tickets.generation, shares: sumOf(tickets.shares) })
    .from(tickets)
    .innerJoin(
      epochs,
      and(
        current(epochs),
        eq(epochs.rolled, false),
        eq(epochs.pool, tickets.pool),
        eq(epochs.generation, tickets.generation),
        eq(epochs.epoch, tickets.exitEpoch),
      ),
    )
    .where(current(tickets))
    .groupBy(tickets.pool, tickets.generation);
  const locked = await lockedUntil(tx, earliest(open));

  return all.map((pool) => {
    const mine = <Row extends { pool: Hex; generation: number }>(rows: readonly Row[]): Row[] =>
      rows.filter((row) => row.pool === poolOf(pool.id) && row.generation === pool.generation);
    return {
      pool,
      epochs: mine(open),
      accountShares: mine(accounts)[0]?.shares ?? 0n,
      ticketShares: mine(waiting)[0]?.shares ?? 0n,
      lockedUntil: new Map(mine(locked).map(({ epoch, wei }) => [epoch, wei])),
    };
  });
}

/**
 * What is left of the locks that end in an epoch from `from` on. A lock keeps its pool's own id: its generation is the
 * one that had not been closed when it was made.
 */
async function lockedUntil(tx: Db, from: number) {
  const { rows } = await tx.execute<{ pool: Hex; generation: string; epoch: string; wei: string }>(sql`
    select pool, generation, end_epoch as epoch, sum(remaining) as wei
    from (
      select pool, end_epoch, remaining, 1 + (
        select count(*) from ${events} g where g.name = 'GenerationClosed' and g.pool = l.pool
          and (g.block, g.log_index) < (l.locked_block, l.locked_log_index)
      ) as generation
      from ${locks} l where to_block is null and remaining > 0 and end_epoch >= ${from}
    ) held
    group by pool, generation, end_epoch`);
  return rows.map(({ pool, generation, epoch, wei }) => ({
    pool,
    generation: Number(generation),
    epoch: Number(epoch),
    wei: BigInt(wei),
  }));
}

const earliest = (open: readonly Epoch[]): number =>
  open.reduce(
    (least, { epoch, rolled }) => (rolled ? least : Math.min(least, epoch)),
    Number.MAX_SAFE_INTEGER,
  );

const sumOf = (column: PgColumn): SQL<bigint> => sql`coalesce(sum(${column}), 0)`.mapWith(BigInt);
