import { z } from 'zod';
import { historyIntervals, locksQuery } from '@/lib/domain/api';
import { address, blockNumber, bytes32 } from '@/lib/domain/codecs';
import { isNameLike, MOST_NAME_LENGTH } from '@/lib/domain/ens-name';
import { CURSOR } from '@/lib/queries/locks';
import type { RateLimit } from './rate-limit';

/** What routes take, where more than one of them, or its test, needs it. */
export const byId = z.strictObject({ id: bytes32 });
export const byAddress = z.strictObject({ address });
/** A name is looked up as it is written, so it may be anything that has a point in it. */
export const byNameOrAddress = z.strictObject({
  subject: z
    .string()
    .max(MOST_NAME_LENGTH)
    .refine(
      (text) => address.safeParse(text).success || isNameLike(text),
      'must be an address, or a name with a point',
    )
    .meta({ description: 'an address, or a name such as `nick.eth`' }),
});
export const poolOrAll = z.strictObject({ id: z.union([z.literal('all'), bytes32]) });

/** The block to read at; the newest when absent. */
const block = z
  .string()
  .regex(/^\d{1,15}$/, 'must be the number of a block')
  .transform(Number)
  .pipe(blockNumber)
  .optional();
export const atBlock = z.strictObject({ block });
export const historyQuery = z.strictObject({ block, interval: z.enum(historyIntervals).default('1h') });

const cursor = z.string().regex(CURSOR, 'must be the `next` of a page before').optional();
export const ledgerQuery = locksQuery.extend({ block, cursor });
export const paymentsQuery = ledgerQuery.omit({ merchant: true });
export const paymentExportQuery = paymentsQuery.omit({ cursor: true, limit: true });
export const accountHistoryQuery = z.strictObject({
  block,
  cursor,
  limit: z.coerce.number().int().min(1).max(200).default(50),
});

/** Each name that is asked for anew costs the chain's node three questions. */
export const NAMES_LIMIT: RateLimit = { perMinute: 120, burst: 40 };

/** An export reads everything there is: a few at a time are enough for anybody. */
export const EXPORT_LIMIT: RateLimit = { perMinute: 30, burst: 10 };
