import type { Hex } from './codecs';
import type { Epoch, Pool } from './entities';
import { poolOf } from './partition';
import { settlePool } from './settle';

/**
 * The rules of the protocol that what is stored can be measured by, without asking the chain (docs/protocol.md): each
 * names two figures that must be equal, or of which one must not exceed the other.
 */
export type Rule = {
  /** the rule's words, and what it was measured on */
  subject: string;
  stored: bigint;
  /** what it must be, or the most that it may be */
  relation: 'equals' | 'at most';
  other: bigint;
};

/** One generation of a pool with the sums of what is stored beside it, in wei and shares. */
export type GenerationSums = {
  pool: Pool;
  /** its epochs that are not rolled, and those of which something can still be claimed */
  epochs: Epoch[];
  /** Σ shares of its accounts */
  accountShares: bigint;
  /** Σ shares of its tickets in epochs that are not rolled */
  ticketShares: bigint;
  /** Σ of what is left of its locks that are not over, by the epoch they end in */
  lockedUntil: ReadonlyMap<number, bigint>;
};

/** What belongs to a pool whatever the generation. */
export type PoolSums = {
  id: Hex;
  /** wei that Amp's logs leave the manager in the pool's partition */
  balance: bigint;
  /** Σ of payouts that were refused and not collected */
  owed: bigint;
};

export function poolRules({ id, balance, owed }: PoolSums, generations: readonly Pool[]): Rule[] {
  const mine = generations.filter((pool) => poolOf(pool.id) === id);
  const today = mine.find((pool) => pool.id === id);
  const kept = mine.reduce(
    (sum, pool) => sum + pool.assets + pool.exitReserve + pool.rewardReserve + pool.unallocated,
    0n,
  );
  const deferred = today?.deferred ?? 0n;
  return [
    { subject: `balance of ${id}`, stored: balance, relation: 'equals', other: kept + deferred },
    { subject: `deferred of ${id}`, stored: deferred, relation: 'equals', other: owed },
  ];
}

/** @param now seconds of chain time @param epochLength seconds */
export function generationRules(sums: GenerationSums, now: number, epochLength: number): Rule[] {
  const { pool, epochs, accountShares, ticketShares, lockedUntil } = sums;
  const open = epochs.filter((epoch) => !epoch.rolled);
  const settled = settlePool(pool, epochs, now, epochLength);
  const rule = (name: string, stored: bigint, relation: Rule['relation'], other: bigint): Rule => ({
    subject: `${name} of ${pool.id}`,
    stored,
    relation,
    other,
  });
  return [
    rule('shares', pool.shares, 'equals', accountShares + pool.pendingShares),
    rule('shares leaving', pool.pendingShares, 'equals', sum(open.map((epoch) => epoch.sharesLeft))),
    rule('tickets', pool.pendingShares, 'equals', ticketShares),
    rule('locked', pool.locked, 'equals', sum(open.map((epoch) => epoch.lockEnd))),
    ...open.map(({ epoch, lockEnd }) =>
      rule(`locks until epoch ${epoch}`, lockEnd, 'equals', lockedUntil.get(epoch) ?? 0n),
    ),
    rule('locked once settled', settled.locked, 'at most', settled.assets),
    rule('exit reserve', pool.exitReserve, 'equals', sum(epochs.map((epoch) => epoch.assetsLeft))),
    rule('rewards to come', pool.rewards.feesLeft + pool.rewards.topUpsLeft, 'at most', pool.rewardReserve),
  ];
}

export const isBroken = ({ stored, relation, other }: Rule): boolean =>
  relation === 'equals' ? stored !== other : stored > other;

const sum = (amounts: readonly bigint[]): bigint => amounts.reduce((total, amount) => total + amount, 0n);
