import type { Hex } from '../codecs';
import type { Change, EntityKind, EntityOf } from '../entities';
import type { ChainEvent, EventAt, EventName, EventOf } from '../events';
import { poolId } from '../partition';
import { changeKey, type Lookup, type ReduceContext, reduceEvents } from '../reduce';

/** Single events of one pool as the contracts tell them, and the world after some of them. */
export const HOUR = 1_800_000_000 - (1_800_000_000 % 3600);
export const MANAGER: Hex = `0x${'aa'.repeat(20)}`;
export const POOL = poolId('FLEXA', MANAGER);
export const FIRST = { pool: POOL, generation: 1 };
export const ANN: Hex = `0x${'01'.repeat(20)}`;
export const BOB: Hex = `0x${'02'.repeat(20)}`;
export const SHOP: Hex = `0x${'03'.repeat(20)}`;
export const OPERATOR: Hex = `0x${'04'.repeat(20)}`;
export const NOBODY: Hex = `0x${'00'.repeat(20)}`;
export const id = (n: number): Hex => `0x${n.toString(16).padStart(64, '0')}`;
export const context: ReduceContext = { epochLength: 300 };

export const at = (block: number, logIndex = 0): EventAt => ({
  block,
  timestamp: HOUR + block,
  logIndex,
  tx: id(block),
});

export const event = <Name extends EventName>(
  name: Name,
  args: EventOf<Name>['args'],
  where = at(1),
): ChainEvent =>
  // The name and its arguments are checked together by the signature, which the union cannot express.
  ({ name, at: where, args }) as ChainEvent;

const quote = {
  asset: '0x4254430000000000',
  assetAmount: 5n,
  fiatAmount: 1840n,
  currency: '0x555344',
  ampPrice: 350_000n,
} as const;

export const created = event('PoolCreated', { pool: POOL, tag: '0x464c455841000000' });
export const supplied = (account: Hex, amount: bigint, total: bigint, where = at(2)) =>
  event(
    'Supplied',
    {
      pool: POOL,
      account,
      amount,
      shares: amount,
      accountShares: amount,
      totalAssets: total,
      totalShares: total,
      unallocated: 0n,
    },
    where,
  );
export const locked = (
  paymentId: Hex,
  amount: bigint,
  total: bigint,
  where = at(3),
  currency: Hex = '0x555344',
) =>
  event(
    'CollateralLocked',
    {
      paymentId,
      pool: POOL,
      merchant: SHOP,
      amount,
      settleBy: HOUR + 400,
      expiresAt: HOUR + 700,
      claimDelay: 60,
      refHash: id(99),
      quote: { ...quote, currency },
      locked: total,
    },
    where,
  );
export const released = (paymentId: Hex, amount: bigint, remaining: bigint, total: bigint, where = at(5)) =>
  event('LockReleased', { paymentId, pool: POOL, by: OPERATOR, amount, remaining, locked: total }, where);
export const drawn = (paymentId: Hex, amount: bigint, remaining: bigint, assets: bigint, where = at(6)) =>
  event(
    'LockDrawn',
    {
      paymentId,
      pool: POOL,
      merchant: SHOP,
      by: OPERATOR,
      amount,
      remaining,
      totalAssets: assets,
      totalShares: 1000n,
      locked: remaining,
    },
    where,
  );
export const END = Math.ceil((HOUR + 700) / 300);

/** The world after a row of events, each its own block. */
export function worldAfter(events: ChainEvent[], given: ReduceContext = context) {
  const known = new Map<string, Change>();
  const lookup: Lookup = <Kind extends EntityKind>(kind: Kind, key: string) =>
    // Stored under its own kind below.
    known.get(`${kind}/${key}`)?.value as EntityOf[Kind] | undefined;
  for (const one of events) {
    for (const change of reduceEvents(lookup, [one], given)) known.set(changeKey(change), change);
  }
  return { lookup, known };
}

export const staked = [created, supplied(ANN, 1000n, 1000n)];
export const withLock = [...staked, locked(id(1), 300n, 300n)];
