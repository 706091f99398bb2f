import { sql } from 'drizzle-orm';
import type { Db } from './connection';

/** Any number that nobody else uses: whoever holds it in this database follows the chain. */
export const LEADER_LOCK = 4_158_312;

/** How PostgreSQL shows a lock of one number of up to 32 bits that a session holds in this database. */
const held = sql`locktype = 'advisory' and classid = 0 and objid = ${LEADER_LOCK} and objsubid = 1 and granted
  and database = (select oid from pg_database where datname = current_database())`;

/** PostgreSQL's number of the session that leads; null when none does. */
export async function leadingSession(db: Db): Promise<number | null> {
  const { rows } = await db.execute<{ pid: number }>(sql`select pid from pg_locks where ${held}`);
  return rows[0]?.pid ?? null;
}

/** Ends the session if it still leads. What it was writing is undone. */
export async function endLeadingSession(db: Db, pid: number): Promise<void> {
  await db.execute(sql`select pg_terminate_backend(pid) from pg_locks where ${held} and pid = ${pid}`);
}
