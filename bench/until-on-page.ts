import { setTimeout as sleep } from 'node:timers/promises';
import type { Page } from '@playwright/test';

const TIMEOUT_MS = 20_000;

/**
 * What an expression says of the page once it says something: a number above 0. Asked from outside, since the pages let
 * nothing be evaluated inside, which is how Playwright would wait. Throws when it never does.
 */
export async function untilOnPage(page: Page, expression: string, everyMs: number): Promise<number> {
  const end = Date.now() + TIMEOUT_MS;
  while (Date.now() < end) {
    const said = Number(await page.evaluate(expression));
    if (said > 0) return said;
    await sleep(everyMs);
  }
  throw new Error(`never so on ${page.url()}: ${expression}`);
}
