import { expect, type Locator, type Page } from '@playwright/test';

/** How a person does something on a page: with a pointer, or with a keyboard alone. */
export type Hands = {
  /** a button, a link */
  press: (target: Locator) => Promise<void>;
  /** into a field, in place of what stood there */
  type: (target: Locator, text: string) => Promise<void>;
  /** one of a list's choices, by its words */
  choose: (list: Locator, words: string) => Promise<void>;
  /** one of the page's tabs, by its name */
  tab: (name: string) => Promise<void>;
};

const tabOf = (page: Page, name: string): Locator =>
  page.getByRole('main').getByRole('tab', { name, exact: true });

/** A mouse, or a thumb. */
export const pointer = (page: Page): Hands => ({
  press: (target) => target.click(),
  type: (target, text) => target.fill(text),
  choose: async (list, words) => {
    await list.selectOption({ label: words });
  },
  tab: (name) => tabOf(page, name).click(),
});

/** More than any page has to stop at. */
const MOST_TABS = 120;

/** A keyboard alone: Tab to get there, keys to do it, and a focus that can be seen. */
export const keyboard = (page: Page): Hands => ({
  press: async (target) => {
    await tabTo(page, target);
    await page.keyboard.press('Enter');
  },
  type: async (target, text) => {
    await tabTo(page, target);
    await page.keyboard.press('ControlOrMeta+a');
    await page.keyboard.type(text);
  },
  choose: async (list, words) => {
    await tabTo(page, list);
    // A list that has the focus goes to what is typed.
    await page.keyboard.type(words);
    await expect(list.locator('option:checked')).toHaveText(words);
  },
  tab: async (name) => {
    const wanted = tabOf(page, name);
    const tabs = page.getByRole('main').getByRole('tab');
    await tabTo(page, tabs.and(page.getByRole('tab', { selected: true })));
    const names = await tabs.allInnerTexts();
    const chosen = await tabs.evaluateAll((all) =>
      all.findIndex((one) => one.getAttribute('aria-selected') === 'true'),
    );
    // As a person does it: the next press when the one before is seen.
    const goal = names.indexOf(name);
    for (let at = chosen; at !== goal; ) {
      const step = goal > at ? 1 : -1;
      await page.keyboard.press(step === 1 ? 'ArrowRight' : 'ArrowLeft');
      at += step;
      await expect(tabs.nth(at)).toHaveAttribute('aria-selected', 'true');
    }
    await expect(wanted).toHaveAttribute('aria-selected', 'true');
  },
});

/** Presses Tab until `target` has the focus. Fails when it cannot be reached, or nothing shows where the focus is. */
export async function tabTo(page: Page, target: Locator): Promise<void> {
  await expect(target).toBeEnabled();
  for (let presses = 0; presses < MOST_TABS; presses++) {
    if (await target.evaluate((element) => element === document.activeElement)) {
      const seen = await target.evaluate((element) => {
        const { outlineStyle, outlineWidth } = getComputedStyle(element);
        const around = element.parentElement && getComputedStyle(element.parentElement);
        return (
          (outlineStyle !== 'none' && outlineWidth !== '0px') ||
          (around !== null && around.outlineStyle !== 'none')
        );
      });
      expect(seen, 'the focus can be seen').toBe(true);
      return;
    }
    await page.keyboard.press('Tab');
  }
  throw new Error(`Tab does not reach ${target}`);
}
