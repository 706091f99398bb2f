import { type Browser, chromium } from '@playwright/test';
import type { Hex } from '@/lib/domain/codecs';
import { untilOnPage } from '../until-on-page';

/** A page of payments in a browser: it says when the screen showed each of them. */
export type Pixels = {
  /** ms since 1970, of the second frame after the row came into the document */
  of: (paymentId: Hex) => Promise<number>;
  close: () => Promise<void>;
};

/** The page keeps the times, so looking for them need not be quick. */
const LOOK_EVERY_MS = 100;

export async function watchPixels(url: string): Promise<Pixels> {
  const browser: Browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: ['--no-sandbox'],
  });
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  await page.goto(url, { waitUntil: 'load' });
  // As text: a function would come with helpers of the compiler that the page does not have. The first frame paints
  // the row, and the second begins when that has been done.
  await page.evaluate(`
    window.seenPayments = {};
    const note = () => {
      for (const link of document.querySelectorAll('a[href^="/payments/"]')) {
        const id = link.getAttribute('href').split('/').at(-1);
        if (id in seenPayments) continue;
        seenPayments[id] = 0;
        requestAnimationFrame(() => requestAnimationFrame(() => {
          seenPayments[id] = performance.timeOrigin + performance.now();
        }));
      }
    };
    note();
    new MutationObserver(note).observe(document.body, { childList: true, subtree: true, attributes: true });
  `);
  return {
    of: (paymentId) => untilOnPage(page, `window.seenPayments['${paymentId}'] || 0`, LOOK_EVERY_MS),
    close: () => browser.close(),
  };
}
