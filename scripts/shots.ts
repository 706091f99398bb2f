import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { chromium, type Page } from '@playwright/test';
import { devAccounts } from '@/devnet/accounts';
import { connectDemoWallet } from '@/e2e/support/demo-wallet';
import { locksAnswer } from '@/lib/domain/api';

/**
 * A picture of each page at three widths, light and dark, of an app that runs: `npm run demo` in another terminal,
 * then `npm run shots [address] [name …]`. The pictures are for looking at, in `.shots/`.
 */
const [base = 'http://localhost:3000', ...only] = process.argv.slice(2);
const OUT = '.shots';
const WIDTHS = { phone: 390, tablet: 820, desktop: 1440 };

async function lockWith(status: string): Promise<{ paymentId: string; merchant: string } | undefined> {
  const response = await fetch(`${base}/api/locks?status=${status}&limit=1`);
  return locksAnswer.parse(await response.json()).locks[0];
}

const live = await lockWith('live');
const inPlace = (await lockWith('live&kind=in-place')) ?? (await lockWith('released&kind=in-place'));
const drawn = await lockWith('drawn');
const released = await lockWith('released');
const staker = devAccounts().stakers[0]?.address;
const pages: Record<string, string> = {
  overview: '/',
  stake: '/stake',
  locks: '/locks',
  'locks-none': '/locks?asset=NONE',
  account: `/account/${staker}`,
  'account-empty': `/account/0x${'12'.repeat(20)}`,
  payment: `/payments/${live?.paymentId}`,
  'payment-in-place': `/payments/${inPlace?.paymentId}`,
  'payment-drawn': `/payments/${drawn?.paymentId}`,
  'payment-released': `/payments/${released?.paymentId}`,
  merchants: '/merchants',
  merchant: `/merchants/${live?.merchant}`,
  wallet: '/wallet',
  health: '/admin',
  'not-found': '/nothing-here',
};
/** A page, and how one gets there in it. */
type State = { path: string; reach: (page: Page) => Promise<void> };

/** The same pages in the middle of something; with a wallet, and AMP in it, unless they are of a fault. */
const states: Record<string, State> = {
  'stake-form': {
    path: '/stake?pool=LIGHTNNG',
    reach: async (page) => {
      await page.getByLabel('Amount to stake').fill('1234.5');
      await page
        .getByRole('main')
        .getByRole('button', { name: /^Stake 1/ })
        .waitFor();
    },
  },
  'stake-too-much': {
    path: '/stake?pool=LIGHTNNG',
    reach: (page) => page.getByLabel('Amount to stake').fill('99999999999'),
  },
  'stake-done': {
    path: '/stake?pool=LIGHTNNG',
    reach: async (page) => {
      await page.getByLabel('Amount to stake').fill('500');
      await page.getByRole('main').getByRole('button', { name: 'Stake 500 AMP' }).click();
      await page.getByText('Worth now').waitFor();
    },
  },
  'stake-leaving': {
    path: '/stake?pool=LIGHTNNG',
    reach: async (page) => {
      await page.getByRole('tab', { name: 'Leave' }).click();
      await page.getByRole('button', { name: 'Max', exact: true }).click();
      await page.getByRole('button', { name: 'Request exit of all' }).click();
      await page.getByRole('button', { name: 'Cancel exit' }).first().waitFor();
    },
  },
  'wallet-form': {
    path: '/wallet',
    reach: async (page) => {
      await page.getByLabel('Amount to set aside').fill('100');
      await page
        .getByText(/Set 100 AMP aside/)
        .first()
        .waitFor();
    },
  },
  'account-forms': {
    path: '/account',
    reach: async (page) => {
      await page.getByRole('region', { name: 'Send AMP' }).getByRole('button', { name: 'Send' }).click();
      await page.getByLabel('Recipient').fill('0x1');
      await page
        .getByRole('region', { name: 'Who else may move it' })
        .getByRole('button', { name: 'Look' })
        .click();
    },
  },
};
/** What the page asks a route stays without an answer, or gets a bad one. */
const faults: Record<string, State & { route: string; answer: 'none' | 'bad' }> = {
  'locks-loading': { path: '/locks', route: '**/api/locks**', answer: 'none', reach: filterLocks },
  'locks-error': { path: '/locks', route: '**/api/locks**', answer: 'bad', reach: filterLocks },
  'wallet-loading': { path: '/wallet', route: '**/api/rpc', answer: 'none', reach: aWhile },
  'wallet-error': { path: '/wallet', route: '**/api/rpc', answer: 'bad', reach: aWhile },
  'stake-loading': { path: '/stake?pool=LIGHTNNG', route: '**/api/rpc', answer: 'none', reach: stakeForm },
  'stake-error': { path: '/stake?pool=LIGHTNNG', route: '**/api/rpc', answer: 'bad', reach: stakeForm },
};

async function aWhile(page: Page): Promise<void> {
  await page.waitForTimeout(4_000);
}
async function stakeForm(page: Page): Promise<void> {
  await page.getByLabel('Amount to stake').fill('1234.5');
  await aWhile(page);
}

async function filterLocks(page: Page): Promise<void> {
  await page.waitForTimeout(1500);
  await page.getByLabel('Merchant').selectOption({ index: 1 });
}

const isChosen = (name: string): boolean => only.length === 0 || only.includes(name);

await mkdir(OUT, { recursive: true });
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox'],
});
for (const colorScheme of ['light', 'dark'] as const) {
  for (const [size, width] of Object.entries(WIDTHS)) {
    const context = await browser.newContext({
      colorScheme,
      viewport: { width, height: width < 500 ? 844 : 900 },
      reducedMotion: 'reduce',
    });
    const take = async (page: Page, name: string) => {
      await page.evaluate(() => window.scrollTo(0, 0));
      await page.waitForTimeout(1200);
      const wide = await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth);
      const file = join(OUT, `${name}-${size}-${colorScheme}.png`);
      await page.screenshot({ path: file, fullPage: true });
      console.log(`${file}${wide ? '  WIDER THAN THE SCREEN' : ''}`);
    };
    const page = await context.newPage();
    for (const [name, path] of Object.entries(pages)) {
      if (!isChosen(name)) continue;
      await page.goto(base + path, { waitUntil: 'load' });
      await take(page, name);
    }
    if (Object.keys({ ...states, ...faults }).some(isChosen)) {
      await page.goto(`${base}/stake`, { waitUntil: 'load' });
      await connectDemoWallet(page);
    }
    for (const [name, { path, reach }] of Object.entries(states)) {
      if (!isChosen(name)) continue;
      await page.goto(base + path, { waitUntil: 'load' });
      await reach(page);
      await take(page, name);
    }
    for (const [name, { path, reach, route, answer }] of Object.entries(faults)) {
      if (!isChosen(name)) continue;
      const faulty = await context.newPage();
      await faulty.route(route, (asked) => (answer === 'bad' ? asked.fulfill({ status: 502 }) : undefined));
      await faulty.goto(base + path, { waitUntil: 'load' });
      await reach(faulty);
      await take(faulty, name);
      await faulty.close();
    }
    await context.close();
  }
}
await browser.close();
