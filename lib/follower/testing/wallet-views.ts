import { and, eq, like } from 'drizzle-orm';
import { walletCollateralAbi } from '@/contracts-abi/wallet-collateral';
import {
  balanceRows,
  current,
  type Db,
  deferredRows,
  holderEpochRows,
  holderRows,
  lockRows,
  registrationRows,
  sliceRows,
  walletEpochRows,
  walletPoolRows,
} from '@/lib/db';
import {
  balances,
  deferredPayouts,
  holderEpochs,
  holders,
  locks,
  registrations,
  slices,
  walletEpochs,
  walletPools,
} from '@/lib/db/schema';
import type { Deployment } from '@/lib/domain/api';
import { drawnInWindow, windowEnds } from '@/lib/domain/draw-window';
import type { Slice } from '@/lib/domain/entities';
import { lockStatus } from '@/lib/domain/lock-status';
import { IN_PLACE_PREFIX } from '@/lib/domain/partition';
import { lockedInPlace, settleHolder } from '@/lib/domain/settle-holder';
import type { TestChain } from './test-chain';

/** The contract's own words for a lock's status, by their number. */
const STATUSES = ['none', 'open', 'claimed', 'released', 'drawn', 'expired'];

/** Collateral in place as the database and the manager's own views have it: see `chain-views.ts`. */
export async function walletSides(db: Db, { walletCollateral, epochLength }: Deployment, chain: TestChain) {
  const manager = { address: walletCollateral, abi: walletCollateralAbi } as const;
  const now = Number((await chain.client.getBlock()).timestamp);
  const stored: Record<string, unknown> = {};
  const onChain: Record<string, unknown> = {};

  const epochs = (await db.select().from(holderEpochs).where(current(holderEpochs))).map(
    holderEpochRows.fromRow,
  );
  const known = (await db.select().from(registrations).where(current(registrations))).map(
    registrationRows.fromRow,
  );
  const held = (await db.select().from(balances).where(current(balances))).map(balanceRows.fromRow);
  const lockedOf = new Map<string, bigint>();
  for (const row of await db.select().from(holders).where(current(holders))) {
    const holder = holderRows.fromRow(row);
    const { pool, account } = holder;
    const registration = known.find((one) => one.account === account);
    const balance = held.find((one) => one.partition === pool && one.account === account)?.amount ?? 0n;
    const { obstacle: _, ...settled } = settleHolder(holder, epochs, registration, balance, now, epochLength);
    const { enrolled, maxExposure } = holder;
    const args = [pool, account] as const;
    stored[`holder ${args.join(' ')}`] = { enrolled, maxExposure, balance, ...settled };
    const view = await chain.client.readContract({ ...manager, functionName: 'holderInfo', args });
    onChain[`holder ${args.join(' ')}`] = view;
    lockedOf.set(pool, (lockedOf.get(pool) ?? 0n) + view.locked);
  }

  const sums = (await db.select().from(walletEpochs).where(current(walletEpochs))).map(
    walletEpochRows.fromRow,
  );
  for (const row of await db.select().from(walletPools).where(current(walletPools))) {
    const pool = walletPoolRows.fromRow(row);
    const { id, params, pauses, deferred } = pool;
    stored[`pool in place ${id}`] = {
      ...{ exists: true, params, pauses, deferred },
      drawnInWindow: drawnInWindow(pool, now),
      windowEnds: BigInt(windowEnds(pool, now)),
      locked: lockedInPlace(id, sums, now, epochLength),
    };
    const info = await chain.client.readContract({ ...manager, functionName: 'poolInfo', args: [id] });
    onChain[`pool in place ${id}`] = { ...info, locked: lockedOf.get(id) ?? 0n };
  }

  const ofPayment = new Map<string, Slice[]>();
  for (const row of await db
    .select()
    .from(slices)
    .where(current(slices))
    .orderBy(slices.paymentId, slices.index)) {
    ofPayment.set(row.paymentId, [...(ofPayment.get(row.paymentId) ?? []), sliceRows.fromRow(row)]);
  }
  for (const row of await db
    .select()
    .from(locks)
    .where(and(current(locks), eq(locks.kind, 'in-place')))) {
    const lock = lockRows.fromRow(row);
    const { paymentId, pool, merchant, remaining, claimMaturesAt } = lock;
    const status = lockStatus(lock, now);
    stored[`lock in place ${paymentId}`] = {
      ...{ pool, merchant, remaining },
      // An overdue lock is open to the contract.
      status: status === 'overdue' ? 'open' : status,
      claimMaturesAt: BigInt(claimMaturesAt ?? 0),
      slices: (ofPayment.get(paymentId) ?? []).map(({ holder, remaining: amount }) => ({ holder, amount })),
    };
    const view = await chain.client.readContract({ ...manager, functionName: 'lockOf', args: [paymentId] });
    const parts = await chain.client.readContract({
      ...manager,
      functionName: 'slicesOf',
      args: [paymentId],
    });
    onChain[`lock in place ${paymentId}`] = {
      ...{ pool: view.pool, remaining: view.remaining, claimMaturesAt: view.claimMaturesAt },
      merchant: view.merchant.toLowerCase(),
      status: STATUSES[view.status],
      slices: parts.map(({ holder, amount }) => ({ holder: holder.toLowerCase(), amount })),
    };
  }

  const inPlace = like(deferredPayouts.pool, `0x${IN_PLACE_PREFIX}%`);
  for (const row of await db
    .select()
    .from(deferredPayouts)
    .where(and(current(deferredPayouts), inPlace))) {
    const { pool, account, owed } = deferredRows.fromRow(row);
    const args = [pool, account] as const;
    stored[`deferred ${args.join(' ')}`] = owed;
    const view = await chain.client.readContract({ ...manager, functionName: 'deferredOf', args });
    onChain[`deferred ${args.join(' ')}`] = view[0];
  }
  return { stored, onChain };
}
