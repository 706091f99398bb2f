import { sql } from 'drizzle-orm';
import { integer, jsonb, pgTable, text, uniqueIndex } from 'drizzle-orm/pg-core';
import type { AuditFacts } from '@/lib/domain/api';
import { hex, whole } from '../columns';

/**
 * What the audit found wrong, with its evidence, also after it was repaired. `subject` is an entity (`lock/…`), a rule
 * of the protocol (`rule/…`) or a block (`block/…`); at most one alarm of each is open.
 */
export const auditAlarms = pgTable(
  'audit_alarms',
  {
    id: integer('id').primaryKey().generatedAlwaysAsIdentity(),
    subject: text('subject').notNull(),
    block: whole('block').notNull(),
    blockHash: hex('block_hash').notNull(),
    expected: jsonb('expected').$type<AuditFacts>().notNull(),
    found: jsonb('found').$type<AuditFacts>().notNull(),
    /** seconds of real time */
    raisedAt: whole('raised_at').notNull(),
    /** the block that the database was rolled back to, to read again from there; null when it was not */
    rolledBackTo: whole('rolled_back_to'),
    /** the block at which the same was found right, and when; null while the alarm is open */
    resolvedBlock: whole('resolved_block'),
    resolvedAt: whole('resolved_at'),
  },
  (t) => [uniqueIndex('audit_alarms_open').on(t.subject).where(sql`resolved_at is null`)],
);

/** How far the audit has got: one row. A rollback takes both numbers back with it. */
export const auditProgress = pgTable('audit_progress', {
  id: integer('id').primaryKey().default(1),
  /** all blocks up to here were proved to hold what is stored of them */
  provedTo: whole('proved_to').notNull(),
  /** the newest block at which everything that was looked at was right; null when there is none */
  soundAt: whole('sound_at'),
});
