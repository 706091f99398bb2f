import { bigint, customType } from 'drizzle-orm/pg-core';
import type { Hex } from '@/lib/domain/codecs';

/**
 * Column types of the schema. Money is `numeric` in the database and `bigint` in memory; no float in between.
 */

/** wei, shares: any unsigned integer of up to 256 bits (78 digits). */
export const uint = customType<{ data: bigint; driverData: string }>({
  dataType: () => 'numeric(78, 0)',
  toDriver: (value) => value.toString(),
  fromDriver: (value) => BigInt(value),
});

/** Hashes, ids and addresses, lower case. Compared byte by byte, so that order is the same on every machine. */
export const hex = customType<{ data: Hex; driverData: string }>({
  dataType: () => 'text COLLATE "C"',
  // Only lower-case hex is ever written to such a column.
  fromDriver: (value) => value as Hex,
});

/** Block numbers, seconds, epochs, log indexes: whole numbers far below 2^53. */
export const whole = (name: string) => bigint(name, { mode: 'number' });
