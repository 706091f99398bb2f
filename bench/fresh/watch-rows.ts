import { Client } from 'pg';
import { clock } from '../clock';
import { createSightings, type Sightings } from './sightings';

const CHANNEL = 'bench_rows';

/**
 * When each block's transfers can be read on a connection of somebody else's. A trigger on the table notifies within
 * the transaction that writes, so PostgreSQL tells right after the commit and nobody has to ask meanwhile: that moment
 * counts, since the rows can be read by then, and they are really read, and counted. The trigger looks at none of the
 * rows, so that it costs who writes them next to nothing.
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
      begin perform pg_notify('${CHANNEL}', ''); return null; end $$;
    create or replace trigger bench_tell after insert on ${table}
      for each statement execute function bench_tell();
    listen ${CHANNEL}`);
  const { rows: before } = await db.query<{ top: number }>(
    `select coalesce(max(block), 0)::int as top from ${table}`,
  );
  let top = before[0]?.top ?? 0;
  db.on('notification', async () => {
    const at = clock();
    const { rows: found } = await db.query<{ block: number; count: number }>({
      name: 'count',
      text: `select block::int, count(*)::int as count from ${table} where block > $1 group by block`,
      values: [top],
    });
    for (const { block, count } of found) {
      top = Math.max(top, block);
      counts.set(block, count);
      rows.see(block, at);
    }
  });
  return { rows, counts, close: () => db.end() };
}
