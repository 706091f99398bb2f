import { expect } from '@playwright/test';
import type { Chain } from './chain';
import { ofWorker } from './stacks';

/**
 * Until the app has taken in the chain's newest block: who opens a page before that sees what was before, and of an
 * address that was nobody's then, that it is nobody's.
 */
export async function caughtUp(chain: Chain): Promise<void> {
  const { number } = await chain.reader.getBlock();
  await expect
    .poll(
      async () => {
        const answer = await fetch(`${ofWorker('BASE_URL')}/api/health/ready`);
        return (await answer.json()).follower?.head?.number ?? 0;
      },
      { intervals: [50] },
    )
    .toBeGreaterThanOrEqual(Number(number));
}
