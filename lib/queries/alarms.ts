import { desc, sql } from 'drizzle-orm';
import type { Db } from '@/lib/db';
import { auditAlarms } from '@/lib/db/schema';
import type { AuditAlarm } from '@/lib/domain/api';

/** What the audit found wrong, as it is known now, whatever block is asked for: open first, then the newest. */
export async function readAlarms(db: Db, most: number): Promise<AuditAlarm[]> {
  const { subject, block, expected, found, raisedAt, rolledBackTo, resolvedBlock } = auditAlarms;
  return db
    .select({ subject, block, expected, found, raisedAt, rolledBackTo, resolvedBlock })
    .from(auditAlarms)
    .orderBy(sql`${auditAlarms.resolvedAt} is not null`, desc(auditAlarms.id))
    .limit(most);
}
