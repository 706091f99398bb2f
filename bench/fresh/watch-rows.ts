import { Client } from 'pg';
import { clock } from '../clock';
import { createSightings, type Sightings } from './sightings';

const CHANNEL = 'bench_rows';

/**
 * When each block's transfers can be read on a connection of somebody else's. A trigger on the table notifies within
 * the transaction that writes, so PostgreSQL tells at the commit and nobody has to ask meanwhile; the rows are then
 * really read, and counted.
 *
 * @param table with a column `block` that has an index
 */
export async function watchRows(
  databaseUrl: string,
  table: string,
): Promise<{ rows: Sightings; counts: ReadonlyMap<number, number>; close: () => Promise<void> }> {
  const rows = createSightings(table);
  const counts = new Map<number, number>();
  const db = new Client({ connectionString: databaseUrl });
  await db.connect();
  await db.query(`
    create or replace function bench_tell() returns trigger language plpgsql as $$
      begin perform pg_notify('${CHANNEL}', max(block)::text) from inserted; return null; end $$;
    create or replace trigger bench_tell after insert on ${table}
      referencing new table as inserted for each statement execute function bench_tell();
    listen ${CHANNEL}`);
  db.on('notification', async ({ payload }) => {
    const block = Number(payload);
    const { rows: found } = await db.query<{ count: number }>({
      name: 'count',
      text: `select count(*)::int as count from ${table} where block = $1`,
      values: [block],
    });
    const at = clock();
    const count = found[0]?.count ?? 0;
    if (count === 0) return;
    counts.set(block, count);
    rows.see(block, at);
  });
  return { rows, counts, close: () => db.end() };
}
