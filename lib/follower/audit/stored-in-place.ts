import { and, asc, eq, gt, inArray, isNull, type SQL, sql } from 'drizzle-orm';
import type { PgColumn } from 'drizzle-orm/pg-core';
import { balanceRows, current, type Db } from '@/lib/db';
import { holderEpochRows, walletPoolRows } from '@/lib/db/entity-rows';
import { balances, deferredPayouts, holderEpochs, holders, walletEpochs, walletPools } from '@/lib/db/schema';
import type { HolderSums, WalletPoolSums } from '@/lib/domain/in-place-rules';
import { custodyOf, managerOf } from '@/lib/domain/partition';
import { epochOf } from '@/lib/domain/pool-math';
import type { Version } from './load-versions';

/** Collateral in place as it is stored: every pool, and the holders among these versions. */
export async function readInPlace(
  tx: Db,
  versions: readonly Version[],
  now: number,
  epochLength: number,
): Promise<{
  pools: Extract<Version, { kind: 'walletPool' }>[];
  sums: WalletPoolSums[];
  holders: HolderSums[];
}> {
  const rows = await tx.select().from(walletPools).where(current(walletPools)).orderBy(asc(walletPools.id));
  const pools = rows.map((row) => ({
    kind: 'walletPool' as const,
    key: row.id,
    value: walletPoolRows.fromRow(row),
    since: row.fromBlock,
  }));
  const sums: WalletPoolSums[] = [];
  for (const { value } of pools) sums.push(await sumPool(tx, value, epochOf(now, epochLength)));
  const seen = versions.flatMap((version) => (version.kind === 'holder' ? [version.value] : []));
  const accounts = seen.map(({ account }) => account);
  if (accounts.length === 0) return { pools, sums, holders: [] };
  const epochs = (
    await tx
      .select()
      .from(holderEpochs)
      .where(
        and(current(holderEpochs), eq(holderEpochs.rolled, false), inArray(holderEpochs.account, accounts)),
      )
  ).map(holderEpochRows.fromRow);
  const held = (
    await tx
      .select()
      .from(balances)
      .where(and(isNull(balances.toBlock), inArray(balances.account, accounts)))
  ).map(balanceRows.fromRow);
  return {
    pools,
    sums,
    holders: seen.map((holder) => ({
      holder,
      epochs: epochs.filter(({ pool, account }) => pool === holder.pool && account === holder.account),
      balance:
        held.find(({ partition, account }) => partition === holder.pool && account === holder.account)
          ?.amount ?? 0n,
    })),
  };
}

async function sumPool(tx: Db, pool: WalletPoolSums['pool'], epoch: number): Promise<WalletPoolSums> {
  const [people] = await tx
    .select({ enrolled: sql`count(*)`.mapWith(Number), exposure: sumOf(holders.maxExposure) })
    .from(holders)
    .where(and(current(holders), eq(holders.pool, pool.id), eq(holders.enrolled, true)));
  const [debts] = await tx
    .select({ owed: sumOf(deferredPayouts.owed) })
    .from(deferredPayouts)
    .where(and(current(deferredPayouts), eq(deferredPayouts.pool, pool.id)));
  const [kept] = await tx
    .select()
    .from(balances)
    .where(
      and(
        current(balances),
        eq(balances.partition, custodyOf(pool.id)),
        eq(balances.account, managerOf(pool.id)),
      ),
    );
  const ofPool = await tx
    .select({ epoch: walletEpochs.epoch, wei: walletEpochs.lockEnd })
    .from(walletEpochs)
    .where(and(current(walletEpochs), eq(walletEpochs.pool, pool.id), gt(walletEpochs.epoch, epoch)));
  const ofHolders = await tx
    .select({ epoch: holderEpochs.epoch, wei: sumOf(holderEpochs.lockEnd) })
    .from(holderEpochs)
    .where(and(current(holderEpochs), eq(holderEpochs.pool, pool.id), gt(holderEpochs.epoch, epoch)))
    .groupBy(holderEpochs.epoch);
  const weiOf = (of: readonly { epoch: number; wei: bigint }[], at: number): bigint =>
    of.find((one) => one.epoch === at)?.wei ?? 0n;
  const all = [...new Set([...ofPool, ...ofHolders].map((one) => one.epoch))];
  return {
    pool,
    enrolled: people?.enrolled ?? 0,
    exposure: people?.exposure ?? 0n,
    owed: debts?.owed ?? 0n,
    custody: kept ? balanceRows.fromRow(kept).amount : 0n,
    freed: all.map((at) => ({ epoch: at, ofPool: weiOf(ofPool, at), ofHolders: weiOf(ofHolders, at) })),
  };
}

const sumOf = (column: PgColumn): SQL<bigint> => sql`coalesce(sum(${column}), 0)`.mapWith(BigInt);
