import { z } from 'zod';
import { movement } from './api';
import { address, bytes32, count, uint, usd } from './codecs';
import { blockRef } from './entities';
import { decimalAmp } from './money';
import { type LotPiece, worthAt } from './tax-lots';

const time = z.string().meta({ description: 'ISO 8601 in UTC' });
const kind = movement.shape.kind;

/** A line of the tax report: a piece of a lot that left, or what is left of one. */
export const lotRow = z.strictObject({
  state: z.enum(['disposed', 'held']),
  wei: uint,
  amp: z.string().meta({ description: 'the same as a decimal' }),
  acquiredTime: time,
  acquiredBlock: count,
  acquiredTx: bytes32.nullable(),
  acquiredKind: kind,
  acquiredAmpUsd: usd.nullable(),
  costUsd: usd.nullable().meta({ description: 'worth when it came in' }),
  disposedTime: time.nullable(),
  disposedBlock: count.nullable(),
  disposedTx: bytes32.nullable(),
  disposedKind: kind.nullable(),
  disposedAmpUsd: usd.nullable(),
  proceedsUsd: usd.nullable().meta({ description: 'worth when it left; 0 for a loss' }),
  gainUsd: usd.nullable().meta({ description: 'proceeds less cost; null while one of them is not known' }),
});
export type LotRow = z.infer<typeof lotRow>;

export const lotsExport = z.strictObject({
  at: blockRef,
  address,
  method: z.literal('FIFO'),
  /** as they left, then what is left, oldest first */
  lots: z.array(lotRow),
});

const STILL_THERE = { time: null, block: null, tx: null, kind: null, ampUsd: null };

/** A loss brings nothing in, whatever AMP was worth. */
const proceedsOf = ({ wei, disposed }: LotPiece): bigint | null => {
  if (disposed === null) return null;
  return disposed.kind === 'loss' ? 0n : worthAt(wei, disposed.ampUsd);
};

export function toLotRow(piece: LotPiece): LotRow {
  const { wei, acquired, disposed } = piece;
  const costUsd = worthAt(wei, acquired.ampUsd);
  const proceedsUsd = proceedsOf(piece);
  const gone = disposed ?? STILL_THERE;
  return {
    state: disposed ? 'disposed' : 'held',
    wei,
    amp: decimalAmp(wei),
    acquiredTime: acquired.time,
    acquiredBlock: acquired.block,
    acquiredTx: acquired.tx,
    acquiredKind: acquired.kind,
    acquiredAmpUsd: acquired.ampUsd,
    costUsd,
    disposedTime: gone.time,
    disposedBlock: gone.block,
    disposedTx: gone.tx,
    disposedKind: gone.kind,
    disposedAmpUsd: gone.ampUsd,
    proceedsUsd,
    gainUsd: costUsd === null || proceedsUsd === null ? null : proceedsUsd - costUsd,
  };
}
