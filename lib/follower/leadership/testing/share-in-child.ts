import { readFileSync } from 'node:fs';
import { openDatabase } from '@/lib/db';
import { deployment as schema } from '@/lib/domain/api';
import { createSharedFollower } from '@/lib/follower/leadership/shared-follower';
import { readDeltasAfter } from '@/lib/queries/live-replay';
import { createNodes } from '../../nodes';
import { silent } from '../../testing/harness';
import type { Line } from './instance';

/** One of several instances, in a process of its own, to be killed: `<database> <node> <deployment file>`. */
async function main(): Promise<void> {
  const [url = '', rpcUrl = '', file = ''] = process.argv.slice(2);
  const say = (line: Line) => process.stdout.write(`${JSON.stringify(line)}\n`);
  const database = await openDatabase({ url });
  const deployment = schema.parse(JSON.parse(readFileSync(file, 'utf8')));
  const nodes = createNodes({ rpcUrls: [rpcUrl], deployment, log: silent });
  const follower = createSharedFollower({
    database,
    deployment,
    nodes,
    log: silent,
    readAfter: (point) => readDeltasAfter(database, point),
    onRestart: () => say({ kind: 'restart' }),
    onMessage: (message) =>
      say(
        message.type === 'delta'
          ? { kind: 'block', hash: message.block.hash, parentHash: message.block.parentHash }
          : { kind: 'rollback', hash: message.ancestor.hash },
      ),
  });
  nodes.start();
  await follower.start();
  const tellState = () => {
    const { leads, status, head, reorgs } = follower.state();
    say({ kind: 'state', leads, status, head: head?.hash ?? null, reorgs });
  };
  setInterval(tellState, 50);
  process.once('SIGTERM', async () => {
    await follower.stop();
    nodes.close();
    await database.close();
    process.exit(0);
  });
}

void main();
