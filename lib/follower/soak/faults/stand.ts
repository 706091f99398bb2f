import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { type Database, emptyDatabase, openDatabase } from '@/lib/db';
import { startPostgres } from '@/lib/db/testing/postgres-server';
import { bundleFollower, createNursery } from './process';

/** Where one lane of the soak keeps its databases. */
export type Lane = {
  name: string;
  /** filled by the follower that is killed, on PostgreSQL */
  followed: { url: string; database: Database };
  /** filled from nothing, to compare with */
  fresh: Database;
  /** A directory with an embedded database that holds nothing but its schema. */
  emptyDirectory: () => string;
  nursery: ReturnType<typeof createNursery>;
};

/** A PostgreSQL server for all lanes, and processes to kill. */
export async function openStand(lanes: number) {
  const home = mkdtempSync(join(tmpdir(), 'ampledge-soak-'));
  const template = join(home, 'template');
  const [server] = await Promise.all([startPostgres(), bundleFollower(), makeTemplate(template)]);
  const made: Lane[] = [];
  for (let index = 0; index < lanes; index += 1) {
    const [url, freshUrl] = await Promise.all([
      createDatabase(server.url, `followed_${index}`),
      createDatabase(server.url, `fresh_${index}`),
    ]);
    const [database, fresh] = await Promise.all([openDatabase({ url }), openDatabase({ url: freshUrl })]);
    const nursery = createNursery();
    nursery.raise();
    let directories = 0;
    made.push({
      name: `lane ${index + 1}`,
      followed: { url, database },
      fresh,
      nursery,
      emptyDirectory() {
        directories += 1;
        const directory = join(home, `${index}-${directories}`);
        cpSync(template, directory, { recursive: true });
        return directory;
      },
    });
  }
  return {
    lanes: made,
    async close(): Promise<void> {
      await Promise.all(
        made.flatMap(({ followed, fresh, nursery }) => [
          followed.database.close(),
          fresh.close(),
          nursery.close(),
        ]),
      );
      await server.stop();
      rmSync(home, { recursive: true, force: true });
    },
  };
}

async function makeTemplate(directory: string): Promise<void> {
  const database = await openDatabase({ dataDir: directory });
  await emptyDatabase(database.db);
  await database.close();
}

async function createDatabase(serverUrl: string, name: string): Promise<string> {
  const client = new Client({ connectionString: serverUrl });
  await client.connect();
  await client.query(`create database ${name}`);
  await client.end();
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  return url.toString();
}
