import { setTimeout as sleep } from 'node:timers/promises';

/** Until the server has filled its database and may have visitors. Throws when that takes too long. */
export async function untilReady(baseUrl: string, atMostMs = 5 * 60_000): Promise<void> {
  const end = Date.now() + atMostMs;
  while (Date.now() < end) {
    const response = await fetch(`${baseUrl}/api/health/ready`).catch(() => null);
    if (response?.ok) return;
    await sleep(200);
  }
  throw new Error(`The server is not ready after ${atMostMs / 1000} seconds.`);
}
