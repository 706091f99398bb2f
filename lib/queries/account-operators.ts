import { and, asc, eq } from 'drizzle-orm';
import { operators, partitionOperators } from '@/lib/db/schema';
import type { AccountAnswer } from '@/lib/domain/api';
import type { Hex } from '@/lib/domain/codecs';
import type { View } from './view';

/** Who may move an account's Amp, as far as it was told since the first block that is followed. */
export async function readOperators(
  { db, holding }: View,
  account: Hex,
): Promise<AccountAnswer['operators']> {
  const [everywhere, somewhere] = await Promise.all([
    db
      .select({ operator: operators.operator })
      .from(operators)
      .where(and(holding(operators, eq(operators.holder, account)), eq(operators.authorized, true)))
      .orderBy(asc(operators.operator)),
    db
      .select({ operator: partitionOperators.operator, partition: partitionOperators.partition })
      .from(partitionOperators)
      .where(
        and(
          holding(partitionOperators, eq(partitionOperators.holder, account)),
          eq(partitionOperators.authorized, true),
        ),
      )
      .orderBy(asc(partitionOperators.partition), asc(partitionOperators.operator)),
  ]);
  return [...everywhere.map(({ operator }) => ({ operator, partition: null })), ...somewhere];
}
