import type { Locator, Page } from '@playwright/test';
import type { Hands } from '../support/hands';
import type { Person } from '../support/person';

/**
 * One action as a person meets it: what has to be true before, where its form is and what goes into it, and how the
 * chain shows that it happened. From these the tests of every action are made: with a thumb, with a keyboard alone, and
 * with everything that goes wrong.
 */
export type Scenario = {
  /** wei of AMP that the person begins with */
  amp: bigint;
  /** brings the chain to where the action can be done, without the page */
  prepare?: (person: Person) => Promise<void>;
  path: (person: Person) => string;
  /** opens the form and fills it in, up to its button */
  fill: (page: Page, hands: Hands) => Promise<void>;
  /** the form, in whatever state */
  form: (page: Page) => Locator;
  /** fields and what stands in them, to be found again after a refusal; none for a form that asks nothing */
  typed?: (page: Page) => readonly (readonly [field: Locator, text: string])[];
  /** transactions that it takes from where {@link prepare} left it */
  transactions?: number;
  /** whether the chain shows that it happened */
  done: (person: Person) => Promise<boolean>;
  /**
   * While the wallet is asking, another device of the same person does the same, or what makes it impossible. Returns
   * how to take that back, where others would suffer from it.
   */
  meanwhile: (person: Person) => Promise<(() => Promise<void>) | undefined>;
  /** what the page says then, in a form or in its place */
  says: RegExp;
};

export const submitOf = (form: Locator): Locator => form.locator('button[type=submit]');
