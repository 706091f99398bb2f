import { readFileSync } from 'node:fs';
import { openDatabase } from '@/lib/db';
import { deployment } from '@/lib/domain/api';
import { follow } from './harness';

/**
 * A follower in a process of its own, to be killed: `<data directory> <url> <deployment file> <ms>`. Every
 * transaction waits so long before its end, and says `writing` when everything but the commit is done.
 */
async function main(): Promise<void> {
  const [dataDir = '', rpcUrl = '', file = '', ms = '0'] = process.argv.slice(2);
  const database = await openDatabase({ dataDir });
  const openWriter = database.openWriter;
  database.openWriter = async () => {
    const writer = await openWriter();
    return {
      ...writer,
      transaction: (work) =>
        writer.transaction(async (tx) => {
          const result = await work(tx);
          process.stdout.write('writing\n');
          await new Promise((resolve) => setTimeout(resolve, Number(ms)));
          return result;
        }),
    };
  };
  const follower = follow(
    database,
    deployment.parse(JSON.parse(readFileSync(file, 'utf8'))),
    rpcUrl,
    (message) => {
      if (message.type === 'delta') process.stdout.write(`block ${message.block.number}\n`);
    },
  );
  await follower.start();
}

void main();
