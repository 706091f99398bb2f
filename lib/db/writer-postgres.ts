import { sql } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/node-postgres';
import { Client } from 'pg';
import type { Db, Writer } from './connection';
import { gatherWrites } from './gather-writes';
import { LEADER_LOCK } from './leader-lock';
import * as schema from './schema';
import { writeBatch } from './write-batch';

/** Opens a connection of its own; rejects with PostgreSQL's error when there is none to be had. */
export async function openPostgresWriter(url: string): Promise<Writer> {
  const client = new Client({ connectionString: url, keepAlive: true, keepAliveInitialDelayMillis: 2_000 });
  const listeners: (() => void)[] = [];
  let lost = false;
  let leads = false;
  const lose = () => {
    if (lost) return;
    lost = true;
    for (const listener of listeners) listener();
  };
  client.on('error', lose);
  client.on('end', lose);
  await client.connect();
  const db = drizzle(client, { schema });
  /** The connection takes one transaction at a time: begun together, two of them would be one. */
  let last: Promise<unknown> = Promise.resolve();

  const transaction: Writer['transaction'] = (work) =>
    db.transaction((tx) =>
      gatherWrites({ source: 'stdin', send: (steps) => client.query(writeBatch(steps)).done }, (writes) =>
        work({
          db: tx as Db, // the driver's own result type is wider than what `Db` promises of rows
          ...writes,
          notify: (channel, payload) => writes.run(sql`select pg_notify(${channel}, ${payload})`),
        }),
      ),
    );

  return {
    async tryLead() {
      if (leads && !lost) return true;
      const { rows } = await client.query<{ taken: boolean }>('select pg_try_advisory_lock($1) as taken', [
        LEADER_LOCK,
      ]);
      leads = rows[0]?.taken ?? false;
      return leads;
    },
    transaction(work) {
      const turn = last.then(() => transaction(work));
      last = turn.catch(() => {});
      return turn;
    },
    onLost(listener) {
      listeners.push(listener);
      if (lost) listener();
    },
    async close() {
      await client.end();
    },
  };
}
