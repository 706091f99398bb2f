import { describe, expect, it } from 'vitest';
import type { Movement } from './api';
import type { Hex } from './codecs';
import { toLotRow } from './lots-answer';
import { FifoLots, type LotPiece } from './tax-lots';

const AMP = 10n ** 18n;
const ME_ELSEWHERE: Hex = `0x${'0'.repeat(63)}1`;
const BOB: Hex = `0x${'b0'.repeat(20)}`;
const CENT = 1_000_000n;

/** A movement of transaction `n`, at a price of so many cents. */
const line = (
  n: number,
  kind: Movement['kind'],
  wei: bigint,
  cents: number | null,
  other: Hex | null = null,
) => ({
  time: `2026-01-${String(n).padStart(2, '0')}T00:00:00.000Z`,
  block: n,
  logIndex: 0,
  tx: `0x${n.toString(16).padStart(64, '0')}` as Hex, // of the right length
  kind,
  place: 'default' as const,
  partition: ME_ELSEWHERE,
  paymentId: null,
  counterparty: other,
  wei,
  amp: '',
  ampUsd: cents === null ? null : BigInt(cents) * CENT,
});
const told = (movements: Movement[]): LotPiece[] => {
  const lots = new FifoLots();
  return [...lots.take(movements), ...lots.rest()];
};
const brief = (pieces: LotPiece[]) =>
  pieces.map(({ wei, acquired, disposed }) => [
    wei,
    acquired.block,
    acquired.kind,
    disposed?.block ?? null,
    disposed?.kind ?? null,
  ]);

describe('lots, first in, first out', () => {
  it('sells the oldest first, and splits a lot that is sold in part', () => {
    const pieces = told([
      line(1, 'received', 5n, 1, BOB),
      line(2, 'received', 7n, 2, BOB),
      line(3, 'sent', -6n, 3, BOB),
    ]);
    expect(brief(pieces)).toEqual([
      [5n, 1, 'received', 3, 'sent'],
      [1n, 2, 'received', 3, 'sent'],
      [6n, 2, 'received', null, null],
    ]);
  });

  it('does not take a stake, an exit or collateral in place for a sale', () => {
    const pieces = told([
      line(1, 'received', 100n, 1, BOB),
      line(2, 'staked', 40n, 1),
      line(2, 'staked', -40n, 1),
      line(3, 'deposited', -30n, 1),
      line(3, 'deposited', 30n, 1),
      line(4, 'exit-claimed', -40n, 1),
      line(4, 'exit-claimed', 40n, 1, BOB),
      line(5, 'withdrawn', -30n, 1),
      line(5, 'withdrawn', 30n, 1),
    ]);
    expect(brief(pieces)).toEqual([[100n, 1, 'received', null, null]]);
  });

  it('takes rewards for income, paid out or staked at once; an exit to somebody else for a sale', () => {
    const pieces = told([
      line(1, 'received', 10n, 1, BOB),
      line(2, 'rewarded', 3n, 2, BOB),
      // compounded: into the pool, and out of nowhere of the account's
      line(3, 'staked', 2n, 3),
      // moved to another pool: out of one, into the other
      line(4, 'exit-claimed', -5n, 4),
      line(4, 'staked', 5n, 4),
      line(5, 'exit-claimed', -12n, 5, BOB),
    ]);
    expect(brief(pieces)).toEqual([
      [10n, 1, 'received', 5, 'exit-claimed'],
      [2n, 2, 'rewarded', 5, 'exit-claimed'],
      [1n, 2, 'rewarded', null, null],
      [2n, 3, 'rewarded', null, null],
    ]);
  });

  it('counts what comes in before what leaves in the same transaction', () => {
    const pieces = told([line(1, 'loss', -4n, 1, BOB), line(1, 'received', 4n, 1, BOB)]);
    expect(brief(pieces)).toEqual([[4n, 1, 'received', 1, 'loss']]);
  });

  it('lends the dust that leaves before its line comes, and takes it back', () => {
    const pieces = told([
      line(1, 'received', 10n, 1, BOB),
      line(2, 'sent', -11n, 1, BOB),
      line(3, 'received', 5n, 1, BOB),
      { ...line(4, 'rounding', 1n, null), tx: null },
    ]);
    expect(brief(pieces)).toEqual([
      [10n, 1, 'received', 2, 'sent'],
      [1n, 2, 'rounding', 2, 'sent'],
      [5n, 3, 'received', null, null],
    ]);
  });

  it('says cost, proceeds and gain to eight decimals; a loss brings nothing in; unknown stays unknown', () => {
    const rows = told([
      line(1, 'received', 3n * AMP, 2, BOB),
      line(2, 'received', AMP, null, BOB),
      line(3, 'sent', -AMP, 5, BOB),
      line(4, 'loss', -AMP, 5, BOB),
      line(5, 'sent', -2n * AMP, 5, BOB),
    ]).map(toLotRow);
    expect(rows.map(({ costUsd, proceedsUsd, gainUsd }) => [costUsd, proceedsUsd, gainUsd])).toEqual([
      [2n * CENT, 5n * CENT, 3n * CENT],
      [2n * CENT, 0n, -2n * CENT],
      [2n * CENT, 5n * CENT, 3n * CENT],
      [null, 5n * CENT, null],
    ]);
  });
});
