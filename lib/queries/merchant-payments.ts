import type { LockRow, LocksQuery, PaymentExportRow } from '@/lib/domain/api';
import type { Hex } from '@/lib/domain/codecs';
import type { BlockRef } from '@/lib/domain/entities';
import { decimalAmp } from '@/lib/domain/money';
import { asciiFromHex, isoTime } from '@/lib/domain/text';
import { readLockPage } from './locks';
import { readMerchant } from './merchant';
import { readPart } from './parts';
import { type ReadAt, read, type Source } from './view';

const ROWS_A_PART = 500;

export type PaymentsFilter = Partial<Omit<LocksQuery, 'merchant' | 'cursor' | 'limit'>>;
export type PaymentParts = { at: BlockRef; parts: AsyncIterable<PaymentExportRow[]> };

/** Every payment of a merchant that passes the filter, newest first, part by part; null if it was never registered. */
export async function readMerchantPayments(
  source: Source,
  merchant: Hex,
  filter: PaymentsFilter,
  where: ReadAt,
): Promise<PaymentParts | null> {
  const known = await read(source, (view) => readMerchant(view, merchant, { limit: 1 }), where);
  if (!known) return null;
  return { at: known.at, parts: paymentParts(source, known.at, { ...filter, merchant }) };
}

async function* paymentParts(source: Source, at: BlockRef, filter: Partial<LocksQuery>) {
  let cursor: string | undefined;
  do {
    const query = { ...filter, limit: ROWS_A_PART, ...(cursor && { cursor }) };
    const { locks, next } = await readPart(source, at, (view) => readLockPage(view, query));
    yield locks.map(toRow);
    cursor = next ?? undefined;
  } while (cursor);
}

const toRow = ({ lockedAt, closedAt, quote, ...lock }: LockRow): PaymentExportRow => ({
  time: isoTime(lockedAt.timestamp),
  block: lockedAt.block,
  logIndex: lockedAt.logIndex,
  tx: lockedAt.tx,
  kind: lock.now,
  paymentId: lock.paymentId,
  pool: lock.pool,
  wei: lock.amount,
  amp: decimalAmp(lock.amount),
  remainingWei: lock.remaining,
  drawnWei: lock.drawn,
  asset: asciiFromHex(quote.asset),
  assetAmount: quote.assetAmount,
  fiatAmount: quote.fiatAmount,
  currency: asciiFromHex(quote.currency),
  settleBy: isoTime(lock.settleBy),
  expiresAt: isoTime(lock.expiresAt),
  closedAt: closedAt && isoTime(closedAt.timestamp),
  closedTx: closedAt ? closedAt.tx : null,
});
