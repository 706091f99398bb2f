import { drizzle } from 'drizzle-orm/node-postgres';
import { Client } from 'pg';
import type { Db, Writer } from './connection';
import { gatherWrites } from './gather-writes';
import { LEADER_LOCK } from './leader-lock';
import { oneAfterTheOther } from './one-after-the-other';
import * as schema from './schema';
import { Begin, type Planned, type Step, WriteBatch } from './write-batch';

const COMMIT: Step = { statement: 'commit' };
/**
 * All that it asks goes by keys. What is planned once is planned without a look at the keys, and before the tables have
 * grown: so an index is the only way.
 */
const BY_INDEX = `set plan_cache_mode = force_generic_plan; set enable_seqscan = off; set enable_hashjoin = off;
  set enable_mergejoin = off`;

/** Opens a connection of its own; rejects with PostgreSQL's error when there is none to be had. */
export async function openPostgresWriter(url: string): Promise<Writer> {
  const client = new Client({
    connectionString: url,
    keepAlive: true,
    keepAliveInitialDelayMillis: 2_000,
    // The next is on its way while the last is worked on; answers come in the order of the questions.
    pipeline: true,
  });
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
  await client.query(BY_INDEX);
  const planned: Planned = new Map();
  const db: Db = drizzle(client, { schema });
  /** It takes one transaction at a time, too: begun together, two of them would be one. */
  const inTurn = oneAfterTheOther();

  const transaction: Writer['transaction'] = async (work) => {
    client.query(new Begin());
    const send = (steps: readonly Step[]) => {
      const batch = new WriteBatch(steps, planned);
      client.query(batch);
      return batch.done;
    };
    try {
      return await gatherWrites({ source: 'stdin', send, last: COMMIT }, (writes) =>
        work({
          db,
          ...writes,
          notify: (channel, payload) => writes.run('select pg_notify($1, $2)', [channel, payload]),
        }),
      );
    } catch (error) {
      // A connection that is gone took the transaction along. What was to be planned may not have been.
      planned.clear();
      await client.query('rollback; deallocate all').catch(() => {});
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
