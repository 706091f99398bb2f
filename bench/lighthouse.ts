import { join } from 'node:path';
import { devAccounts } from '@/devnet/accounts';
import { startLocalChain } from '@/devnet/local-chain';
import { dataPaths } from '@/devnet/paths';
import { createTraffic } from '@/devnet/traffic';
import { locksAnswer } from '@/lib/domain/api';
import { leaveProcessorsToPages } from './pages/own-processor';
import { installLighthouse, measurePage, type PageFigures } from './pages/run-lighthouse';
import { startServer } from './server/start-server';
import { untilReady } from './server/until-ready';
import { judge, median } from './verdict';

/**
 * The pages of a staker by Lighthouse, as on a middling phone: the built app on a local chain with a week of past and
 * live payments. The pages have a processor to themselves, where there are two: a phone shares none with the server, the
 * chain and Lighthouse. Performance is the median of the runs, for it is noisy; accessibility and layout shift are the
 * worst.
 *
 *   npm run build && npm run bench:lighthouse [-- runs [path …]]
 */
const GOAL = { performance: 95, accessibility: 100, shift: 0.02 };
const [runsText = '5', ...only] = process.argv.slice(2);
const runs = Number(runsText);
if (!Number.isInteger(runs) || runs < 1)
  throw new RangeError(`runs must be a whole number, not "${runsText}"`);

installLighthouse();
const switches = leaveProcessorsToPages();
const paths = dataPaths(join(dataPaths().data, 'bench', 'lighthouse'));
const local = await startLocalChain({ paths, log: console.log });
const traffic = createTraffic({ rpcUrl: local.rpcUrl, deployment: local.deployment, log: () => {} });
try {
  traffic.start();
  const server = await startServer({
    RPC_URL: local.rpcUrl,
    RPC_WS_URL: local.rpcUrl.replace('http:', 'ws:'),
    DEPLOYMENT_FILE: paths.deploymentFile,
    DATABASE_URL: '',
    DATA_DIR: paths.database,
  });
  try {
    await untilReady(server.baseUrl);
    for (const [name, path] of await pagesOf(server.baseUrl)) {
      if (only.length > 0 && !only.includes(name)) continue;
      const figures: PageFigures[] = [];
      for (let run = 0; run < runs; run += 1)
        figures.push(await measurePage(server.baseUrl + path, switches));
      report(name, figures);
    }
  } finally {
    await server.stop();
  }
} finally {
  await traffic.stop();
  await local.stop();
}

/** By the names of their routes; a payment is one that stays live. */
async function pagesOf(baseUrl: string): Promise<[name: string, path: string][]> {
  const staker = devAccounts().stakers[0]?.address;
  const response = await fetch(`${baseUrl}/api/locks?status=live&limit=500`);
  const { locks } = locksAnswer.parse(await response.json());
  const payment = locks.toSorted((a, b) => b.settleBy - a.settleBy)[0];
  if (!staker || !payment) throw new Error('the local chain has no staker, or no live payment');
  return [
    ['/', '/'],
    ['/stake', '/stake'],
    ['/wallet', '/wallet'],
    ['/account/[address]', `/account/${staker}`],
    ['/locks', '/locks'],
    ['/payments/[id]', `/payments/${payment.paymentId}`],
  ];
}

function report(name: string, figures: PageFigures[]): void {
  const all = (of: (one: PageFigures) => number) => figures.map(of);
  const list = (of: (one: PageFigures) => number) => all(of).map(Math.round).join(' ');
  console.log(
    `${name}: performance ${list((one) => one.performance)} · largest paint ${list((one) => one.largestPaintMs)} ms · ` +
      `blocked ${list((one) => one.blockedMs)} ms · scripts ${list((one) => one.scriptBytes / 1000)} kB in all · ` +
      `machine ${list((one) => one.machine)}`,
  );
  for (const { selector, score } of figures.flatMap((one) => one.shifts)) {
    console.log(`  moved ${score.toFixed(4)}: ${selector}`);
  }
  for (const finding of new Set(figures.flatMap((one) => one.findings))) console.log(`  finding: ${finding}`);
  judge({
    what: `${name}: performance, median of ${figures.length}`,
    figure: median(all((one) => one.performance)),
    goal: GOAL.performance,
    better: 'more',
    unit: 'points',
  });
  judge({
    what: `${name}: accessibility, the worst`,
    figure: Math.min(...all((one) => one.accessibility)),
    goal: GOAL.accessibility,
    better: 'more',
    unit: 'points',
  });
  judge({
    what: `${name}: layout shift, the worst`,
    figure: Math.max(...all((one) => one.shift)),
    goal: GOAL.shift,
    better: 'less',
    unit: 'of the screen',
  });
}
