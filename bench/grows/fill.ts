import { Client } from 'pg';
import { testDeployment } from '@/lib/chain/test-deployment';
import { type Database, openDatabase } from '@/lib/db';
import type { Deployment } from '@/lib/domain/api';
import { MANAGER } from '@/lib/domain/testing/pool-story';
import { claimDatabase } from '@/lib/follower/source';
import { type BlockEvents, createMemory, takeIn } from '@/lib/follower/take-in';
import { type Size, tellPast } from './past';

export const deployment: Deployment = { ...testDeployment, collateralPool: MANAGER, epochLength: 300 };

/** Events a transaction. */
const BATCH = 5_000;

/**
 * A database of so much past, taken in by the follower's own hand. Found again under its name when it is there already,
 * with the same tables.
 */
export async function openFilled(server: string, name: string, size: Size): Promise<Database> {
  const url = server.replace(/[^/]+$/, name);
  const isThere = await withClient(server, async (client) => {
    const found = await client.query('select 1 from pg_database where datname = $1', [name]);
    if (found.rowCount === 0) await client.query(`create database ${name}`);
    return found.rowCount !== 0;
  });
  const database = await openDatabase({ url });
  if (isThere && (await isFilled(url))) return database;
  await fill(url, database, size);
  return database;
}

const isFilled = (url: string): Promise<boolean> =>
  withClient(url, async (client) => (await client.query('select 1 from source')).rowCount === 1);

async function fill(url: string, database: Database, size: Size): Promise<void> {
  const started = Date.now();
  const writer = await database.openWriter();
  const memory = createMemory();
  let batch: BlockEvents[] = [];
  let waiting = 0;
  let events = 0;
  const flush = async () => {
    await takeIn(writer, memory, [batch], { epochLength: deployment.epochLength, balances: 'all' });
    // They are in the database: the story keeps the blocks alone.
    for (const block of batch) block.events.length = 0;
    events += waiting;
    waiting = 0;
    batch = [];
  };
  const putBack = await withClient(url, dropIndexes);
  await tellPast(size, async (story) => {
    const fresh = batch.at(-1)?.block.number ?? (events === 0 ? 0 : story.head.number - 1);
    for (const block of story.blocks.slice(fresh)) {
      batch.push(block);
      waiting += block.events.length;
    }
    if (waiting >= BATCH) await flush();
  });
  await flush();
  await writer.close();
  await withClient(url, async (client) => {
    for (const statement of putBack) await client.query(statement);
    await client.query('vacuum analyze');
    // Else the filling is still being written to disk while routes are measured.
    await client.query('checkpoint');
  });
  // Last, since it says that all of it is there.
  await claimDatabase(database.db, deployment);
  const seconds = Math.round((Date.now() - started) / 1000);
  console.log(
    `filled: ${size.locks.toLocaleString('en-US')} locks, ${size.accounts.toLocaleString('en-US')} accounts, ${events.toLocaleString('en-US')} events in ${seconds} s`,
  );
}

/** Without the indexes that only readers need, and how to put them back: filling takes half the time. */
async function dropIndexes(client: Client): Promise<string[]> {
  const { rows } = await client.query<{ indexname: string; indexdef: string }>(`
    select indexname, indexdef from pg_indexes
    where schemaname = 'public' and indexname !~ '(_pk|_pkey|_current)$'`);
  for (const { indexname } of rows) await client.query(`drop index "${indexname}"`);
  return rows.map(({ indexdef }) => indexdef);
}

export async function withClient<Value>(
  url: string,
  work: (client: Client) => Promise<Value>,
): Promise<Value> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
