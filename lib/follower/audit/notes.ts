import { and, eq, isNull, sql } from 'drizzle-orm';
import type { Db, Writer } from '@/lib/db';
import { auditAlarms, auditProgress, blocks } from '@/lib/db/schema';
import type { AuditFacts } from '@/lib/domain/api';
import type { BlockHeader } from '@/lib/domain/events';

/** Something that is not as it must be. */
export type Finding = { subject: string; expected: AuditFacts; found: AuditFacts };

export type Progress = { provedTo: number; soundAt: number | null };
export type OpenAlarm = { subject: string; rolledBackTo: number | null };

/** Alarms that are kept: the newest. */
const MOST_KEPT = 1_000;

/** What the audit writes down, so that it survives a restart and every process can read it. */
export function createNotes(db: Db, writer: () => Writer) {
  const seconds = (): number => Math.floor(Date.now() / 1000);
  return {
    async progress(): Promise<Progress | null> {
      const [row] = await db.select().from(auditProgress);
      return row ? { provedTo: row.provedTo, soundAt: row.soundAt } : null;
    },
    /** Nothing is noted that a rollback has taken back meanwhile: the block must still be stored. */
    async note(head: Pick<BlockHeader, 'number' | 'hash'>, progress: Progress): Promise<void> {
      await writer().transaction(async ({ db: tx }) => {
        const [still] = await tx.select().from(blocks).where(eq(blocks.number, head.number));
        if (still?.hash !== head.hash) return;
        await tx
          .insert(auditProgress)
          .values(progress)
          .onConflictDoUpdate({ target: auditProgress.id, set: progress });
      });
    },
    open: (): Promise<OpenAlarm[]> =>
      db
        .select({ subject: auditAlarms.subject, rolledBackTo: auditAlarms.rolledBackTo })
        .from(auditAlarms)
        .where(isNull(auditAlarms.resolvedAt)),
    /** One alarm a subject: the first evidence is kept while it is open. */
    async raise(
      at: Pick<BlockHeader, 'number' | 'hash'>,
      findings: readonly Finding[],
      rolledBackTo: number | null,
    ): Promise<void> {
      await writer().transaction(async ({ db: tx }) => {
        for (const { subject, expected, found } of findings) {
          await tx
            .insert(auditAlarms)
            .values({
              ...{ subject, expected, found, rolledBackTo },
              block: at.number,
              blockHash: at.hash,
              raisedAt: seconds(),
            })
            .onConflictDoUpdate({
              target: auditAlarms.subject,
              targetWhere: isNull(auditAlarms.resolvedAt),
              set: { rolledBackTo: sql`coalesce(${auditAlarms.rolledBackTo}, excluded.rolled_back_to)` },
            });
        }
        await tx.execute(sql`
          delete from ${auditAlarms} where id <=
            (select id from ${auditAlarms} order by id desc offset ${MOST_KEPT} limit 1)`);
      });
    },
    async resolve(at: Pick<BlockHeader, 'number'>, subjects: readonly string[]): Promise<void> {
      await writer().transaction(async ({ db: tx }) => {
        for (const subject of subjects) {
          await tx
            .update(auditAlarms)
            .set({ resolvedBlock: at.number, resolvedAt: seconds() })
            .where(and(eq(auditAlarms.subject, subject), isNull(auditAlarms.resolvedAt)));
        }
      });
    },
  };
}
export type Notes = ReturnType<typeof createNotes>;
