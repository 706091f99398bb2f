import { sql } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/node-postgres';
import { Client } from 'pg';
import type { Db, Writer } from './connection';
import { gatherWrites } from './gather-writes';
import { LEADER_LOCK } from './leader-lock';
import * as schema from './schema';
import { type Step, writeBatch } from './write-batch';

const COMMIT: Step = { statement: 'commit', lines: null };

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
  const db: Db = drizzle(client, { schema });
  /** The connection takes one transaction at a time: begun together, two of them would be one. */
  let last: Promise<unknown> = Promise.resolve();

  const transaction: Writer['transaction'] = async (work) => {
    // Not waited for: it is ahead of all that is asked on this connection, and fails with it.
    client.query('begin').catch(() => {});
    const send = (steps: readonly Step[]) => client.query(writeBatch(steps)).done;
    try {
      return await gatherWrites({ source: 'stdin', send, last: COMMIT }, (writes) =>
        work({
          db,
          ...writes,
          notify: (channel, payload) => writes.run(sql`select pg_notify(${channel}, ${payload})`),
        }),
      );
    } catch (error) {
      await client.query('rollback').catch(() => {}); // a connection that is gone took the transaction along
      throw error;
    }
  };

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
