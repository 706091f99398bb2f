import { expect, it } from 'vitest';

it('zod makes no code from text in a page: the setting is read where the page writes it', async () => {
  await import('@/instrumentation-client');
  const { config } = await import('zod');
  expect(config()).toMatchObject({ jitless: true });
});
