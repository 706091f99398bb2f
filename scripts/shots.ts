import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { chromium } from '@playwright/test';
import { devAccounts } from '@/devnet/accounts';
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
const chosen = Object.entries(pages).filter(([name]) => only.length === 0 || only.includes(name));

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
    const page = await context.newPage();
    for (const [name, path] of chosen) {
      await page.goto(base + path, { waitUntil: 'load' });
      await page.waitForTimeout(1200);
      const wide = await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth);
      const file = join(OUT, `${name}-${size}-${colorScheme}.png`);
      await page.screenshot({ path: file, fullPage: true });
      console.log(`${file}${wide ? '  WIDER THAN THE SCREEN' : ''}`);
    }
    await context.close();
  }
}
await browser.close();
