import { onchainTable, primaryKey } from 'ponder';

/** The two tables that the other contenders fill, too, under the same names. */
export const transfers = onchainTable(
  'transfers',
  (t) => ({
    block: t.bigint().notNull(),
    logIndex: t.integer().notNull(),
    tx: t.hex().notNull(),
    operator: t.hex().notNull(),
    fromPartition: t.hex().notNull(),
    toPartition: t.hex().notNull(),
    fromAccount: t.hex().notNull(),
    toAccount: t.hex().notNull(),
    value: t.bigint().notNull(),
  }),
  (table) => ({ pk: primaryKey({ columns: [table.block, table.logIndex] }) }),
);

export const balances = onchainTable(
  'balances',
  (t) => ({ partition: t.hex().notNull(), account: t.hex().notNull(), amount: t.bigint().notNull() }),
  (table) => ({ pk: primaryKey({ columns: [table.partition, table.account] }) }),
);
