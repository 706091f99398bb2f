import { and, asc, desc, eq, gt, inArray, like } from 'drizzle-orm';
import { balanceRows, holderEpochRows, holderRows, registrationRows, sliceRows } from '@/lib/db';
import { balances, events, holderEpochs, holders, locks, registrations, slices } from '@/lib/db/schema';
import type { AccountInPlace, AccountSlice } from '@/lib/domain/api';
import type { Hex } from '@/lib/domain/codecs';
import type { Holder, Registration } from '@/lib/domain/entities';
import { lockStatus } from '@/lib/domain/lock-status';
import { IN_PLACE_PREFIX, managerOf, tagOf } from '@/lib/domain/partition';
import { settleHolder } from '@/lib/domain/settle-holder';
import { amountArg, sumOf } from './columns';
import { hasStatus } from './lock-filter';
import type { View } from './view';

const SLICES = 200;

async function readRegistration({ db, holding }: View, account: Hex): Promise<Registration | null> {
  const [row] = await db
    .select()
    .from(registrations)
    .where(holding(registrations, eq(registrations.account, account)));
  return row ? registrationRows.fromRow(row) : null;
}

/**
 * What an account has in our pools of collateral in place: of each in which it has tokens or ever enrolled; and whether
 * it lets them be moved.
 */
export async function readInPlace(
  view: View,
  account: Hex,
): Promise<{ registration: Registration | null; inPlace: AccountInPlace[] }> {
  const { db, at, deployment, holding } = view;
  const isInPlace = like(balances.partition, `0x${IN_PLACE_PREFIX}%`);
  const [registration, found, balancesFound] = await Promise.all([
    readRegistration(view, account),
    db
      .select()
      .from(holders)
      .where(holding(holders, eq(holders.account, account)))
      .orderBy(asc(holders.pool)),
    db
      .select()
      .from(balances)
      .where(and(holding(balances, and(eq(balances.account, account), isInPlace)), gt(balances.amount, 0n)))
      .orderBy(asc(balances.partition)),
  ]);
  const held = balancesFound
    .map(balanceRows.fromRow)
    .filter(({ partition }) => managerOf(partition) === deployment.walletCollateral);
  const enrolled = new Map(found.map((row) => [row.pool, holderRows.fromRow(row)]));
  const balanceOf = new Map(held.map(({ partition, amount }) => [partition, amount]));
  const pools = [...new Set([...enrolled.keys(), ...balanceOf.keys()])].sort();
  if (pools.length === 0) return { registration, inPlace: [] };

  const [epochsFound, live, lost] = await Promise.all([
    db
      .select()
      .from(holderEpochs)
      .where(
        and(
          holding(holderEpochs, and(eq(holderEpochs.account, account), inArray(holderEpochs.pool, pools))),
          eq(holderEpochs.rolled, false),
          gt(holderEpochs.lockEnd, 0n),
        ),
      )
      .orderBy(asc(holderEpochs.pool), asc(holderEpochs.epoch)),
    readSlices(view, account),
    readLost(view, account),
  ]);
  const epochs = epochsFound.map(holderEpochRows.fromRow);

  const inPlace = pools.map((pool) => {
    const holder = enrolled.get(pool) ?? null;
    const balance = balanceOf.get(pool) ?? 0n;
    const mine = epochs.filter((epoch) => epoch.pool === pool);
    return {
      pool,
      poolTag: tagOf(pool),
      holder,
      balance,
      settled: settleHolder(
        holder ?? stranger(pool, account, at.timestamp),
        mine,
        registration ?? undefined,
        balance,
        at.timestamp,
        deployment.epochLength,
      ),
      epochs: mine,
      slices: live.filter((slice) => slice.pool === pool),
      lost: lost.get(pool) ?? 0n,
    };
  });
  return { registration, inPlace };
}

/** wei that draws took from it, by pool. */
async function readLost({ db, happened }: View, account: Hex): Promise<Map<Hex, bigint>> {
  const rows = await db
    .select({ pool: events.pool, lost: sumOf(amountArg(events.args, 'amount')) })
    .from(events)
    .where(and(happened(events), eq(events.account, account), eq(events.name, 'SliceDrawn')))
    .groupBy(events.pool);
  return new Map(rows.flatMap(({ pool, lost }): [Hex, bigint][] => (pool ? [[pool, lost]] : [])));
}

/** Somebody who never enrolled, as the contract sees it. */
const stranger = (pool: Hex, account: Hex, timestamp: number): Holder => ({
  pool,
  account,
  enrolled: false,
  maxExposure: 0n,
  locked: 0n,
  since: { block: 0, timestamp, logIndex: 0, tx: `0x${'0'.repeat(64)}` },
});

/** The account's part in locks that run at the view's block. */
async function readSlices({ db, at, holding }: View, account: Hex): Promise<AccountSlice[]> {
  const rows = await db
    .select({ slice: slices, lock: locks })
    .from(slices)
    .innerJoin(locks, and(eq(locks.paymentId, slices.paymentId), eq(locks.kind, 'in-place'), holding(locks)))
    .where(
      and(
        holding(slices, and(eq(slices.holder, account), gt(slices.expiresAt, at.timestamp))),
        gt(slices.remaining, 0n),
        hasStatus('live', at.timestamp),
      ),
    )
    .orderBy(desc(locks.lockedBlock), desc(locks.lockedLogIndex), asc(slices.index))
    .limit(SLICES);
  return rows.map(({ slice, lock }) => ({
    ...sliceRows.fromRow(slice),
    merchant: lock.merchant,
    settleBy: lock.settleBy,
    now: lockStatus(lock, at.timestamp),
  }));
}
