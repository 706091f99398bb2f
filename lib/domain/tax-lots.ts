import type { Movement } from './api';
import type { Hex } from './codecs';
import { min } from './rounding';

/**
 * What a tax report wants of a history: AMP that came in as lots, and what left them again, the oldest first (FIFO).
 *
 * Only what crosses the account's border counts. A stake, an exit, collateral put in place or taken out move AMP within
 * it. In come transfers from others, rewards when they are paid out or staked, and what a merchant is paid; out go
 * transfers to others, exits paid to somebody else, and losses. The lots that are left add up to what the account has,
 * in all places together, to the wei.
 */
export type Moment = {
  time: string;
  block: number;
  tx: Hex | null;
  kind: Movement['kind'];
  /** US dollars for one AMP, scaled by 1e8; null when not known */
  ampUsd: bigint | null;
};

/** A piece of a lot that left, or what is left of one: then `disposed` is null. */
export type LotPiece = { wei: bigint; acquired: Moment; disposed: Moment | null };

type Lot = { wei: bigint; acquired: Moment };

/** Moves within the account, unless they are paid to somebody else. */
const within: ReadonlySet<Movement['kind']> = new Set<Movement['kind']>([
  'staked',
  'exit-claimed',
  'deposited',
  'withdrawn',
  'moved',
]);

const isWithin = ({ kind, counterparty, wei }: Movement): boolean =>
  within.has(kind) && !(kind === 'exit-claimed' && wei < 0n && counterparty !== null);

const momentOf = ({ time, block, tx, kind, ampUsd }: Movement): Moment => ({ time, block, tx, kind, ampUsd });

/**
 * Takes movements in the order of the chain and gives pieces in the order in which they left. Movements of one
 * transaction must come in the same call of {@link FifoLots.take}.
 */
export class FifoLots {
  /** oldest first; those before `#first` are used up */
  readonly #lots: Lot[] = [];
  #first = 0;
  /** wei of dust that left before the line that tells of it came */
  #owed = 0n;
  #last: Moment | null = null;

  /** @param movements whole transactions, in the order of the chain */
  *take(movements: readonly Movement[]): Generator<LotPiece> {
    let from = 0;
    for (let to = 1; to <= movements.length; to += 1) {
      if (to < movements.length && movements[to]?.tx === movements[from]?.tx) continue;
      yield* this.#transaction(movements.slice(from, to));
      from = to;
    }
  }

  /** What is left at the end. */
  *rest(): Generator<LotPiece> {
    const owed = this.#owed;
    this.#owed = 0n;
    if (this.#last && owed > 0n) yield* this.#dispose(owed, { ...this.#last, kind: 'rounding' });
    for (const { wei, acquired } of this.#lots.slice(this.#first)) yield { wei, acquired, disposed: null };
  }

  /** What comes in goes before what leaves: a transaction has no time in between. */
  *#transaction(movements: readonly Movement[]): Generator<LotPiece> {
    const crossing = movements
      .filter((one) => !isWithin(one))
      .map((one) => ({ ...momentOf(one), wei: one.wei }));
    const inside = movements.filter(isWithin);
    const net = inside.reduce((sum, { wei }) => sum + wei, 0n);
    const [first] = inside;
    const last = movements.at(-1);
    if (last) this.#last = momentOf(last);
    // Rewards that are staked at once never were spendable: they show as more staked than was taken for it.
    if (first && net !== 0n)
      crossing.push({ ...momentOf(first), kind: net > 0n ? 'rewarded' : 'sent', wei: net });
    for (const { wei, ...acquired } of crossing) if (wei > 0n) this.#acquire(wei, acquired);
    for (const { wei, ...disposed } of crossing) if (wei < 0n) yield* this.#dispose(-wei, disposed);
  }

  #acquire(wei: bigint, acquired: Moment): void {
    const repaid = acquired.kind === 'rounding' ? min(this.#owed, wei) : 0n;
    this.#owed -= repaid;
    if (wei > repaid) this.#lots.push({ wei: wei - repaid, acquired });
  }

  *#dispose(wanted: bigint, disposed: Moment): Generator<LotPiece> {
    let left = wanted;
    while (left > 0n) {
      const lot = this.#lots[this.#first];
      if (!lot) {
        // A wei that rounding gave: what a stake is worth is told exactly only at the end.
        this.#owed += left;
        yield { wei: left, acquired: { ...disposed, kind: 'rounding' }, disposed };
        return;
      }
      const wei = min(lot.wei, left);
      yield { wei, acquired: lot.acquired, disposed };
      left -= wei;
      if (wei === lot.wei) this.#first += 1;
      else this.#lots[this.#first] = { ...lot, wei: lot.wei - wei };
    }
  }
}

/** Worth of wei at a price scaled by 1e8, in the same scale, to the nearest: US dollars with eight decimals. */
export const worthAt = (wei: bigint, ampUsd: bigint | null): bigint | null =>
  ampUsd === null ? null : (wei * ampUsd + 5n * 10n ** 17n) / 10n ** 18n;
