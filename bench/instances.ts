import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { devAccounts } from '@/devnet/accounts';
import { toHex } from '@/devnet/rpc';
import { EPOCH_LENGTH } from '@/e2e/support/chain';
import { startStack } from '@/e2e/support/stack';
import { startPostgres } from '@/lib/db/testing/postgres-server';
import { locksAnswer, poolsAnswer, readyAnswer } from '@/lib/domain/api';
import { keys, LIVE_LOCKS, locksSearch } from '@/lib/live/queries';
import { createBlocks } from './held/blocks';
import { startVisitor, type Visitor } from './instances/visitor';
import { judge } from './verdict';

/**
 * Two servers on one PostgreSQL, with payments and reorgs going on: the one that follows the chain is killed, and later,
 * both there again, stopped. Measured: how long until the other one has taken in a block mined after that. Its visitors
 * go on at the other server, and must neither miss nor see anything twice.
 *
 *     npm run build && npm run bench:instances [-- rounds]
 */
const ROUNDS = Number(process.argv[2] ?? 3);
const VISITORS = 40;
const GOAL_MS = 5_000;

const postgres = await startPostgres();
// Each visitor says where it comes from: else all of them would share one client's limits.
const stack = await startStack({ DATABASE_URL: postgres.url, TRUST_PROXY: '1' });
const apps = [{ baseUrl: stack.baseUrl, app: stack.app() }, await stack.addApp()];
let visitors: Visitor[] = [];
let mining = true;

const header = z.object({ number: z.string(), hash: z.string() });
const latest = async () => {
  const { number, hash } = header.parse(
    await stack.chain.rpc.call('eth_getBlockByNumber', ['latest', false]),
  );
  return { number: Number(number), hash };
};
const stateOf = async (baseUrl: string) => {
  const response = await fetch(`${baseUrl}/api/health/ready`, { signal: AbortSignal.timeout(1_000) });
  return readyAnswer.parse(await response.json()).follower;
};
const answerOf = async (baseUrl: string, path: string): Promise<unknown> =>
  (await fetch(baseUrl + path)).json();

/** Until asked to stop: blocks at irregular times, now and then a reorg. */
async function traffic(): Promise<void> {
  const blocks = createBlocks(stack);
  const from = devAccounts().faucet.address;
  for (let n = 1; mining; n += 1) {
    await blocks.mine(1);
    if (n % 7 === 0) {
      // Another payment each time: an empty block that is mined again would be the same block.
      const payment = { from, to: from, value: toHex(n) };
      const depth = 1 + (n % 3);
      await stack.chain.rpc.call('anvil_reorg', [depth, [[payment, 0]]]);
      blocks.takenBack(depth);
    }
    await sleep(150 + 500 * Math.random());
  }
}

/** Milliseconds from `strike` until the other one leads and has a block that was mined after it. */
async function takeover(other: string, strike: () => void): Promise<number> {
  const { number } = await latest();
  strike();
  const began = performance.now();
  for (;;) {
    const state = await stateOf(other).catch(() => null);
    if (state?.leads && (state.head?.number ?? 0) > number) return performance.now() - began;
    if (performance.now() - began > 60_000) throw new Error('nobody takes over');
    await sleep(20);
  }
}

/** The one that leads, and another. */
async function roles() {
  for (;;) {
    const states = await Promise.all(apps.map(({ baseUrl }) => stateOf(baseUrl).catch(() => null)));
    const leader = apps[states.findIndex((state) => state?.leads)];
    const other = apps[states.findIndex((state) => state?.leads === false)];
    if (leader && other) return { leader, other };
    await sleep(50);
  }
}

const most = (figures: number[]): number => Math.max(...figures);

try {
  await stack.anvil().setMining('manual');
  const servers = () => apps.map(({ baseUrl }) => baseUrl);
  const killed: number[] = [];
  const stopped: number[] = [];
  const moving = traffic();
  for (let round = 0; round < ROUNDS; round += 1) {
    const { leader, other } = await roles();
    const joined = Array.from({ length: VISITORS }, (_, n) => startVisitor(servers, n % 2, EPOCH_LENGTH));
    visitors.push(...joined);
    await sleep(2_500);

    stopped.push(await takeover(other.baseUrl, () => process.kill(leader.app.pid, 'SIGSTOP')));
    process.kill(leader.app.pid, 'SIGCONT');
    await sleep(2_500);

    killed.push(await takeover(leader.baseUrl, () => process.kill(other.app.pid, 'SIGKILL')));
    await sleep(2_500);
    console.log(
      `round ${round + 1}: after being stopped ${Math.round(stopped.at(-1) ?? 0)} ms, after being killed ${Math.round(killed.at(-1) ?? 0)} ms`,
    );
    apps.splice(apps.indexOf(other), 1, await stack.addApp());
  }
  mining = false;
  await moving;
  await sleep(3_000);

  const head = await latest();
  const [one] = apps;
  if (!one) throw new Error('no server is left');
  const pools = poolsAnswer.parse(await answerOf(one.baseUrl, '/api/pools'));
  const locks = locksAnswer.parse(await answerOf(one.baseUrl, `/api/locks?${locksSearch(LIVE_LOCKS)}`));
  const sum = (pick: (visitor: Visitor) => number) =>
    visitors.reduce((total, visitor) => total + pick(visitor), 0);
  const counts = new Map<string, Set<number>>();
  for (const { events } of visitors) {
    for (const [hash, count] of events) counts.set(hash, (counts.get(hash) ?? new Set()).add(count));
  }
  const json = (value: unknown) =>
    JSON.stringify(value, (_key, part: unknown) => (typeof part === 'bigint' ? part.toString() : part));
  const differs = ({ answers }: Visitor): boolean =>
    json(answers.getQueryData<typeof locks>(keys.locks(LIVE_LOCKS))) !== json(locks) ||
    json(answers.getQueryData<typeof pools>(keys.pools())?.pools) !== json(pools.pools);
  console.log(
    `${visitors.length} visitors moved ${sum((visitor) => visitor.moves())} times and began anew ${sum((visitor) => visitor.snapshots() - 1)} times`,
  );
  judge({
    what: 'until another follows, the leader killed',
    figure: most(killed),
    goal: GOAL_MS,
    better: 'less',
    unit: 'ms',
  });
  judge({
    what: 'until another follows, the leader stopped',
    figure: most(stopped),
    goal: GOAL_MS,
    better: 'less',
    unit: 'ms',
  });
  const nothing = (what: string, figure: number, unit: string) =>
    judge({ what, figure, goal: 0, better: 'less', unit });
  nothing(
    'of the visitors missed something',
    sum((visitor) => visitor.faults().gaps),
    'blocks',
  );
  nothing(
    'came to a visitor twice',
    sum((visitor) => visitor.faults().doubled),
    'blocks',
  );
  nothing(
    'do not stand at the head',
    visitors.filter((visitor) => visitor.at() !== head.hash).length,
    'visitors',
  );
  nothing(
    'told of with different events',
    [...counts.values()].filter(({ size }) => size > 1).length,
    'blocks',
  );
  nothing('hold other answers than the server gives', visitors.filter(differs).length, 'visitors');
} finally {
  mining = false;
  for (const visitor of visitors) visitor.leave();
  visitors = [];
  await stack.stop();
  await postgres.stop();
}
