import type { AccountEntry } from './api';
import type { Hex } from './codecs';
import type { ChainEvent, EventOf } from './events';
import { custodyOf, DEFAULT_PARTITION, managerKindOf, managerOf, poolOf } from './partition';
import { assetsForShares } from './pool-math';

/**
 * What happened to an account, from events alone.
 *
 * A draw of `d` from a pool takes from an account with `n` shares, active and in tickets whose epoch is not rolled,
 *
 *     loss = floor(n · A₀ / S) − floor(n · A₁ / S)     with A₀ = A₁ + d
 *
 * where A₁ and S are `totalAssets` and `totalShares` of `LockDrawn`, so it is exactly by how much the account was worth
 * less afterwards. A ticket stops to bear losses when its epoch is rolled: what it pays is fixed from then on.
 *
 * The amounts of a pool's lines, rewards apart, therefore add up to what the account holds there (active shares,
 * tickets that wait and tickets that are due), but for the dust that rounding leaves with those who stay: less than two
 * wei for each stake into the pool and each of its epochs.
 *
 * An exit or a reward that goes straight into a stake is told as two lines, as if it had been paid out in between.
 *
 * Of a pool in place the tokens never leave the account: its lines are what it put into the partition, took out of it
 * and lost from it, and add up to its balance there exactly.
 */
export type AccountHistory = {
  /** oldest first */
  entries: AccountEntry[];
  /** the same as movements of AMP, in the order of the chain */
  movements: AccountMovement[];
  /** wei lost to draws, by the id that the contract knows the generation of the pool by at the end; also in place */
  lost: ReadonlyMap<Hex, bigint>;
};

/** An event as {@link accountHistory} needs it: of a draw, of which a pool may have many thousands, only this much. */
export type HistoryEvent = Exclude<ChainEvent, { name: 'LockDrawn' }> | DrawEvent;
export type DrawEvent = Pick<EventOf<'LockDrawn'>, 'name' | 'at'> & {
  args: Pick<
    EventOf<'LockDrawn'>['args'],
    'pool' | 'paymentId' | 'merchant' | 'amount' | 'totalAssets' | 'totalShares'
  >;
};

/** The names that it wants beside `LockDrawn`, `EpochRolled` and `GenerationClosed`; others do no harm. */
export const accountEventNames = [
  'Supplied',
  'ExitRequested',
  'ExitCancelled',
  'ExitClaimed',
  'RewardClaimed',
  'TransferByPartition',
  'Minted',
  'HolderEnrolled',
  'HolderUnenrolled',
  'SliceDrawn',
  'WalletLockDrawn',
] as const satisfies ChainEvent['name'][];

/**
 * What one thing that happened changed in one place where the account has AMP: a partition of its own, or a pool. The
 * amounts of a partition add up to what Amp says it holds there, those of a pool to its stake there (but for dust, as
 * above). A stake therefore is two movements: out of the spendable partition, into the pool.
 */
export type AccountMovement = Pick<AccountEntry, 'at' | 'paymentId' | 'counterparty' | 'amount'> & {
  kind: AccountEntry['kind'] | 'moved';
  place: Hex;
};

/** Shares of the account in one pool that bear losses: by the id that the contract knows the generation by. */
export type Holding = { active: bigint; tickets: Map<bigint, bigint> };

/**
 * @param account lower case
 * @param events in the order of the chain: the account's own, and of the pools it has been in `LockDrawn` and
 * `EpochRolled` and `GenerationClosed` since then. Those of before its first stake change nothing. Of a transaction
 * either all or none.
 * @param before what it held before the first of the events; changed by what happens
 */
export function accountHistory(
  account: Hex,
  events: readonly HistoryEvent[],
  before: ReadonlyMap<Hex, Holding> = new Map(),
): AccountHistory {
  const holdings = new Map(before);
  const lost = new Map<Hex, bigint>();
  const entries: AccountEntry[] = [];
  const movements: AccountMovement[] = [];
  const moves = poolMoves(account, events);

  const holdingIn = (pool: Hex): Holding => {
    const known = holdings.get(pool) ?? { active: 0n, tickets: new Map() };
    holdings.set(pool, known);
    return known;
  };
  const add = (
    event: HistoryEvent,
    entry: Omit<AccountEntry, 'at' | 'paymentId'> & { paymentId?: Hex | null },
  ) => {
    const told = { at: event.at, paymentId: null, ...entry, pool: entry.pool && poolOf(entry.pool) };
    entries.push(told);
    // A reward does not change what is staked; it comes as a transfer, and so does all that happens in place.
    if (told.pool === null || managerKindOf(told.pool) === 'in-place') return;
    if (told.kind === 'rewarded' || told.amount === 0n) return;
    const { pool: place, ...movement } = told;
    movements.push({ ...movement, place });
  };
  const move = (event: EventOf<'TransferByPartition'>, why: AccountEntry['kind'] | null) => {
    const { fromPartition, toPartition, from, to, value } = event.args;
    const itself = from === to ? (inPlaceMove(fromPartition, toPartition) ?? ('moved' as const)) : null;
    const common = { at: event.at, paymentId: moves.payoutOf(event) };
    if (from === account) {
      const kind = why ?? itself ?? 'sent';
      movements.push({ ...common, kind, place: fromPartition, counterparty: to, amount: -value });
    }
    if (to === account) {
      const kind = why ?? itself ?? 'received';
      movements.push({ ...common, kind, place: toPartition, counterparty: from, amount: value });
    }
  };
  /** Who was paid out of a pool, unless it was the account itself, also by a stake in its name. */
  const otherThanAccount = (to: Hex, pool: Hex): Hex | null =>
    to === account || to === managerOf(pool) ? null : to;

  for (const event of events) {
    switch (event.name) {
      case 'Supplied': {
        const { pool, amount, accountShares } = event.args;
        if (event.args.account !== account) break;
        holdingIn(pool).active = accountShares;
        add(event, { kind: 'staked', pool, counterparty: null, amount });
        break;
      }
      case 'ExitRequested': {
        const { pool, exitEpoch, accountShares, ticketShares } = event.args;
        if (event.args.account !== account) break;
        const holding = holdingIn(pool);
        holding.active = accountShares;
        holding.tickets.set(exitEpoch, ticketShares);
        add(event, { kind: 'exit-requested', pool, counterparty: null, amount: 0n });
        break;
      }
      case 'ExitCancelled': {
        const { pool, exitEpoch, accountShares } = event.args;
        if (event.args.account !== account) break;
        const holding = holdingIn(pool);
        holding.active = accountShares;
        holding.tickets.delete(exitEpoch);
        add(event, { kind: 'exit-cancelled', pool, counterparty: null, amount: 0n });
        break;
      }
      case 'EpochRolled':
        holdings.get(event.args.pool)?.tickets.delete(event.args.epoch);
        break;
      case 'ExitClaimed': {
        const { pool, to, amount } = event.args;
        if (event.args.account !== account) break;
        add(event, {
          kind: 'exit-claimed',
          pool,
          counterparty: otherThanAccount(to, pool),
          amount: -amount,
        });
        break;
      }
      case 'RewardClaimed': {
        const { pool, to, fees, topUps } = event.args;
        if (event.args.account !== account || fees + topUps === 0n) break;
        add(event, {
          kind: 'rewarded',
          pool,
          counterparty: otherThanAccount(to, pool),
          amount: fees + topUps,
        });
        break;
      }
      case 'GenerationClosed': {
        const { pool, closed } = event.args;
        moveKey(holdings, pool, closed);
        moveKey(lost, pool, closed);
        break;
      }
      case 'LockDrawn': {
        const { pool, paymentId, merchant } = event.args;
        const holding = holdings.get(pool);
        const loss = holding ? lossIn(event, holding) : 0n;
        if (loss === 0n) break;
        lost.set(pool, (lost.get(pool) ?? 0n) + loss);
        add(event, { kind: 'loss', pool, paymentId, counterparty: merchant, amount: -loss });
        break;
      }
      case 'HolderEnrolled':
      case 'HolderUnenrolled': {
        const { pool, holder } = event.args;
        if (holder !== account) break;
        const kind = event.name === 'HolderEnrolled' ? 'enrolled' : 'unenrolled';
        add(event, { kind, pool, counterparty: null, amount: 0n });
        break;
      }
      case 'SliceDrawn': {
        const { pool, holder, paymentId, merchant, amount } = event.args;
        if (holder !== account) break;
        lost.set(pool, (lost.get(pool) ?? 0n) + amount);
        add(event, { kind: 'loss', pool, paymentId, counterparty: merchant, amount: -amount });
        break;
      }
      case 'TransferByPartition': {
        const { fromPartition, toPartition, from, to, value } = event.args;
        if (value === 0n) break;
        const explained = moves.explain(event);
        move(event, explained);
        if (explained) break;
        const takesOut = from === account && managerKindOf(fromPartition) === 'in-place';
        const putsIn = to === account && managerKindOf(toPartition) === 'in-place';
        const other = (address: Hex): Hex | null => (address === account ? null : address);
        if (takesOut) {
          add(event, { kind: 'withdrawn', pool: fromPartition, counterparty: other(to), amount: -value });
        }
        if (putsIn) {
          add(event, { kind: 'deposited', pool: toPartition, counterparty: other(from), amount: value });
        }
        // Both can be true, of a transfer to oneself: the lines then cancel out, unless it changes the partition.
        if (from === account && fromPartition === DEFAULT_PARTITION && !putsIn) {
          add(event, { kind: 'sent', pool: null, counterparty: to, amount: -value });
        }
        if (to === account && toPartition === DEFAULT_PARTITION && !takesOut) {
          const paymentId = moves.payoutOf(event);
          add(event, { kind: 'received', pool: null, paymentId, counterparty: from, amount: value });
        }
        break;
      }
      case 'Minted':
        if (event.args.to !== account || event.args.value === 0n) break;
        add(event, { kind: 'received', pool: null, counterparty: null, amount: event.args.value });
        movements.push({
          at: event.at,
          kind: 'received',
          place: DEFAULT_PARTITION,
          paymentId: null,
          counterparty: null,
          amount: event.args.value,
        });
        break;
      default:
        break;
    }
  }
  return { entries, movements, lost };
}

/** What a holder does with its own collateral in place; null for a move between other partitions. */
function inPlaceMove(from: Hex, to: Hex): 'deposited' | 'withdrawn' | null {
  if (managerKindOf(to) === 'in-place') return 'deposited';
  return managerKindOf(from) === 'in-place' ? 'withdrawn' : null;
}

function moveKey<Value>(map: Map<Hex, Value>, from: Hex, to: Hex): void {
  const value = map.get(from);
  if (value === undefined) return;
  map.delete(from);
  map.set(to, value);
}

function lossIn({ args }: DrawEvent, { active, tickets }: Holding): bigint {
  const shares = [...tickets.values()].reduce((sum, n) => sum + n, active);
  const { amount, totalAssets, totalShares } = args;
  const before = assetsForShares({ assets: totalAssets + amount, shares: totalShares }, shares);
  return before - assetsForShares({ assets: totalAssets, shares: totalShares }, shares);
}

/**
 * The transfers behind stakes, exits, rewards, slices and payouts, which have lines of their own or are to be named for
 * what they are.
 * A stake's event comes before its transfer, an exit's may come on either side: so both are matched by transaction.
 */
function poolMoves(account: Hex, events: readonly HistoryEvent[]) {
  const sums = new Map<string, bigint>();
  const kinds = new Map<string, AccountEntry['kind']>();
  const payouts = new Map<string, Hex>();
  // Whatever the generation, the tokens lie in the pool's own partition.
  const inKey = (tx: Hex, pool: Hex) => `in/${tx}/${poolOf(pool)}`;
  const outKey = (tx: Hex, pool: Hex) => `out/${tx}/${poolOf(pool)}`;
  const sliceKey = (tx: Hex, pool: Hex) => `slice/${tx}/${pool}`;
  const payoutKey = (tx: Hex, pool: Hex, amount: bigint) => `${tx}/${custodyOf(pool)}/${amount}`;
  const grow = (key: string, amount: bigint) => sums.set(key, (sums.get(key) ?? 0n) + amount);
  for (const { name, at, args } of events) {
    if (name === 'Supplied' && args.account === account) grow(inKey(at.tx, args.pool), args.amount);
    if (name === 'ExitClaimed' && args.account === account && args.to === account) {
      grow(outKey(at.tx, args.pool), args.amount);
      kinds.set(outKey(at.tx, args.pool), 'exit-claimed');
    }
    if (name === 'RewardClaimed' && args.account === account && args.to === account) {
      grow(outKey(at.tx, args.pool), args.fees + args.topUps);
    }
    if (name === 'SliceDrawn' && args.holder === account) grow(sliceKey(at.tx, args.pool), args.amount);
    if ((name === 'LockDrawn' || name === 'WalletLockDrawn') && args.merchant === account) {
      payouts.set(payoutKey(at.tx, args.pool, args.amount), args.paymentId);
    }
  }
  const take = (key: string, amount: bigint): boolean => {
    const left = sums.get(key) ?? 0n;
    if (left < amount) return false;
    sums.set(key, left - amount);
    return true;
  };
  return {
    /** The stake, exit, reward or slice whose own line tells of this transfer; null for any other. Each is told once. */
    explain({ at, args }: EventOf<'TransferByPartition'>): AccountEntry['kind'] | null {
      if (args.from === account && take(inKey(at.tx, args.toPartition), args.value)) return 'staked';
      if (args.from === account && take(sliceKey(at.tx, args.fromPartition), args.value)) return 'loss';
      const out = outKey(at.tx, args.fromPartition);
      return args.to === account && take(out, args.value) ? (kinds.get(out) ?? 'rewarded') : null;
    },
    /** The payment that this transfer paid out to the account as its merchant. */
    payoutOf: ({ at, args }: EventOf<'TransferByPartition'>): Hex | null =>
      payouts.get(payoutKey(at.tx, args.fromPartition, args.value)) ?? null,
  };
}
