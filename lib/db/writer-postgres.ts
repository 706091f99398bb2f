import { sql } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/node-postgres';
import { Client, type QueryConfig } from 'pg';
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
  /** The connection answers one question at a time; others wait here, in the order in which they came. */
  const ask = oneAfterTheOther();
  const query = (statement: string) => ask(() => client.query(statement));
  // Drizzle only ever calls `query` of it.
  const asked = {
    query: (config: QueryConfig, values?: unknown[]) => ask(() => client.query(config, values)),
  };
  const db: Db = drizzle(asked as unknown as Client, { schema });
  /** It takes one transaction at a time, too: begun together, two of them would be one. */
  const inTurn = oneAfterTheOther();

  const transaction: Writer['transaction'] = async (work) => {
    // Not waited for: it is ahead of all that is asked on this connection, and fails with it.
    query('begin').catch(() => {});
    const send = (steps: readonly Step[]) => ask(() => client.query(writeBatch(steps)).done);
    try {
      return await gatherWrites({ source: 'stdin', send, last: COMMIT }, (writes) =>
        work({
          db,
          ...writes,
          notify: (channel, payload) => writes.run(sql`select pg_notify(${channel}, ${payload})`),
        }),
      );
    } catch (error) {
      await query('rollback').catch(() => {}); // a connection that is gone took the transaction along
      throw error;
    }
  };

  return {
    async tryLead() {
      if (leads && !lost) return true;
      const { rows } = await ask(() =>
        client.query<{ taken: boolean }>('select pg_try_advisory_lock($1) as taken', [LEADER_LOCK]),
      );
      leads = rows[0]?.taken ?? false;
      return leads;
    },
    transaction: (work) => inTurn(() => transaction(work)),
    onLost(listener) {
      listeners.push(listener);
      if (lost) listener();
    },
    async close() {
      await client.end();
    },
  };
}

/** Does what it is given when all that it was given before has ended, well or not. */
function oneAfterTheOther() {
  let last: Promise<unknown> = Promise.resolve();
  return <Value>(work: () => Promise<Value>): Promise<Value> => {
    const turn = last.then(work);
    last = turn.catch(() => {});
    return turn;
  };
}
