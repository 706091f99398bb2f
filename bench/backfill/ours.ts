import { readFileSync } from 'node:fs';
import { openDatabase } from '@/lib/db';
import { deployment as deploymentSchema } from '@/lib/domain/api';
import { createFollower, createNodes } from '@/lib/follower';
import { say } from './child-says';

/**
 * Our follower as the server runs it, without the server around it.
 *
 *     tsx bench/backfill/ours.ts <rpc url> <database url> <deployment file> <head>
 */
const LOOK_EVERY_MS = 5;

const [rpcUrl = '', databaseUrl = '', file = '', head = ''] = process.argv.slice(2);
const complain = (message: string, fields?: object) => console.error(message, fields);
const log = { debug() {}, info() {}, warn: complain, error: complain };
const deployment = deploymentSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
const database = await openDatabase({ url: databaseUrl });
const nodes = createNodes({ rpcUrls: [rpcUrl], deployment, log });
const follower = createFollower({ database, deployment, nodes, onMessage() {}, log });

say('start');
nodes.start();
await follower.start();
const look = setInterval(async () => {
  const { status, head: ours } = follower.state();
  if (status !== 'live' || ours?.number !== Number(head)) return;
  clearInterval(look);
  say('level');
  await follower.stop();
  nodes.close();
  await database.close();
}, LOOK_EVERY_MS);
