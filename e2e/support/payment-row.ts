import type { Locator, Page } from '@playwright/test';

/** The row of a payment, on whichever page lists it. */
export const paymentRow = (page: Page, paymentId: string): Locator =>
  page.getByRole('row').filter({ has: page.locator(`a[href="/payments/${paymentId}"]`) });
