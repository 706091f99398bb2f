import { setTimeout as sleep } from 'node:timers/promises';
import { chromium } from '@playwright/test';
import { parseEther } from 'viem';
import { devAccount } from '@/devnet/accounts';
import { startStack } from '@/e2e/support/stack';
import { connectWallet, injectWallet } from '@/e2e/support/wallet';
import { address } from '@/lib/domain/codecs';
import { formatAmp } from '@/lib/domain/money';
import { printPercentiles } from './percentiles';
import { untilOnPage } from './until-on-page';
import { judge } from './verdict';

/**
 * From a receipt to a page that is right: somebody stakes again and again, each time in a block that is mined at an
 * irregular time, and the page says when their stake's worth was the new one. Counted from the node's answer that the
 * block is mined, which is when a receipt can first be had. Nothing is reloaded.
 *
 *   npm run build && npm run bench:receipt [stakes]
 */
const STAKES = Number(process.argv[2] ?? 40);
const GOAL_MS = 1_000;
const EACH = parseEther('1000');
const ACCOUNT = 2_000;

const stack = await startStack();
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox'],
});
let p95 = Number.POSITIVE_INFINITY;
try {
  const { chain } = stack;
  await chain.fund(address.parse(devAccount(ACCOUNT).address), EACH * BigInt(STAKES + 1));
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  await injectWallet(context, { rpcUrl: chain.rpcUrl, account: ACCOUNT });
  const page = await context.newPage();
  // Nothing is ever drawn from CALM: what is staked in it is worth what was staked, to the wei.
  await page.goto(`${stack.baseUrl}/stake?pool=CALM`);
  await connectWallet(page);
  await stack.anvil().setMining('manual');
  const took: number[] = [];
  for (let n = 1; n <= STAKES; n += 1) {
    await page.getByLabel('Amount to stake').fill('1000');
    await page.getByRole('button', { name: 'Stake 1,000 AMP' }).click();
    await page.getByText('Sent, and waiting for a block.').waitFor();
    await sleep(Math.random() * 900);
    await chain.rpc.call('evm_mine');
    const start = Date.now();
    const worth = formatAmp(EACH * BigInt(n));
    // As text: a function would come with helpers of the compiler that the page does not have.
    const right = await untilOnPage(
      page,
      `[...document.querySelectorAll('[aria-labelledby=position] dd')].some((one) => one.textContent.includes('${worth} AMP')) ? Date.now() : 0`,
      10,
    );
    took.push(right - start);
    // The form is done with it: it would empty what is typed before that.
    await page.getByRole('main').getByRole('button', { name: 'Stake', exact: true }).waitFor();
  }
  p95 = printPercentiles('a stake, on its page', took);
} finally {
  await browser.close();
  await stack.stop();
}
judge({
  what: 'p95 from a receipt to the page that is right',
  figure: p95,
  goal: GOAL_MS,
  better: 'less',
  unit: 'ms',
});
