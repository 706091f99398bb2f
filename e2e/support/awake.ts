import { expect, type Page } from '@playwright/test';

/** Until all of the page is alive. What is below the screen sleeps until somebody begins to use the page: a key does. */
export async function awake(page: Page): Promise<void> {
  await expect(async () => {
    await page.keyboard.press('Shift');
    await expect(page.locator('main [data-asleep]')).toHaveCount(0, { timeout: 1_000 });
  }).toPass();
}
