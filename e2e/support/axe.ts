import AxeBuilder from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';

/**
 * Nothing that axe finds, in light and in dark, of the page as it stands. `within`: a selector, for states in which all
 * else is the same as before.
 */
export async function expectNoFindings(page: Page, what: string, within?: string): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    // A colour on its way to another has whatever contrast it has just then.
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    const axe = new AxeBuilder({ page });
    const { violations } = await (within ? axe.include(within) : axe).analyze();
    const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' ')}`);
    expect(found, `${what}, ${colorScheme}`).toEqual([]);
  }
}
