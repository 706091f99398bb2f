import { type Database, dumpDatabase, openDatabase } from '@/lib/db';
import type { FollowerMessage } from '@/lib/follower';
import { createFollower, createNodes } from '@/lib/follower';
import { silent } from '../../testing/harness';
import type { Order, Word } from './messages';

/** A follower in a process of its own, to be killed. It waits, loaded, until it is told whom to follow. */
const say = (word: Word): void => {
  process.send?.(word);
};

/** The same, but it says when it writes, and takes its time before it commits. */
function slowly(database: Database, holdMs: number): Database {
  const { db } = database;
  const openWriter = database.openWriter.bind(database);
  const transaction = db.transaction.bind(db);
  db.transaction = async (work, config) => {
    const result = await transaction(async (tx) => {
      const value = await work(tx);
      say({ type: 'writing' });
      await new Promise((resolve) => setTimeout(resolve, holdMs));
      return value;
    }, config);
    say({ type: 'committed' });
    return result;
  };
  return {
    ...database,
    async openWriter() {
      const writer = await openWriter();
      return {
        ...writer,
        async transaction(work) {
          const result = await writer.transaction(async (tx) => {
            const value = await work(tx);
            say({ type: 'writing' });
            await new Promise((resolve) => setTimeout(resolve, holdMs));
            return value;
          });
          say({ type: 'committed' });
          return result;
        },
      };
    },
  };
}

/**
 * Each message must go on where the last one ended, or what a browser folds is not what is stored. Of blocks that are
 * filled up nothing is told: then the next one begins further on.
 */
function createWitness() {
  const told = new Map<number, string>();
  let head: { number: number; hash: string } | null = null;
  return (message: FollowerMessage): void => {
    const next = message.type === 'delta' ? message.block : message.ancestor;
    const known = told.get(next.number);
    if (message.type === 'rollback') {
      if (known !== undefined && known !== next.hash)
        say({ type: 'wrong', what: `a rollback to block ${next.number}, which was another one` });
    } else {
      if (head && next.number <= head.number)
        say({ type: 'wrong', what: `block ${next.number} was published after block ${head.number}` });
      if (head?.number === next.number - 1 && message.block.parentHash !== head.hash)
        say({ type: 'wrong', what: `block ${next.number} does not follow on the one before` });
    }
    for (const number of told.keys()) if (number > next.number) told.delete(number);
    told.set(next.number, next.hash);
    head = next;
  };
}

let database: Database | undefined;

async function follow(order: Extract<Order, { type: 'follow' }>): Promise<void> {
  database = await openDatabase(order.database);
  const { deployment, rpcUrl, wsUrl } = order;
  const nodes = createNodes({ rpcUrls: [rpcUrl], wsUrls: wsUrl ? [wsUrl] : [], deployment, log: silent });
  const follower = createFollower({
    database: slowly(database, order.holdMs),
    deployment,
    nodes,
    log: silent,
    onMessage: createWitness(),
  });
  nodes.start();
  await follower.start();
  setInterval(() => say({ type: 'state', state: follower.state() }), 20);
}

process.on('message', async (order: Order) => {
  if (order.type === 'follow') await follow(order);
  else if (database) say({ type: 'dump', dump: await dumpDatabase(database.db) });
});
// Nobody is left to follow for.
process.on('disconnect', () => process.exit());
say({ type: 'loaded' });
