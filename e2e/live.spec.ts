import { expect, test } from '@playwright/test';
import { parseEther } from 'viem';
import { liveMessage, locksAnswer, poolsAnswer } from '@/lib/domain/api';
import { applyMessage } from '@/lib/live/apply-message';
import { keys, LIVE_LOCKS, locksSearch } from '@/lib/live/queries';
import { createQueryClient } from '@/lib/live/query-client';
import { EPOCH_LENGTH } from './support/chain';
import { withChain } from './support/fixtures';

/**
 * What a browser folds from the stream is what the server answers, at every block: pools and live locks, while
 * payments lock, are released in part and whole, are drawn, and epochs end.
 */
test('the folded stream equals the answers of the API', async ({ baseURL }) => {
  const chain = await withChain();
  const client = createQueryClient();
  const stop = new AbortController();
  const stream = await fetch(`${baseURL}/api/live`, { signal: stop.signal });
  const reader = stream.body?.pipeThrough(new TextDecoderStream()).getReader();
  if (!reader) throw new Error('no stream');
  const stale: string[] = [];
  const heads: number[] = [];

  const listening = (async () => {
    let buffer = '';
    for (;;) {
      const { value, done } = await reader.read();
      if (done) return;
      buffer += value;
      const frames = buffer.split('\n\n');
      buffer = frames.pop() ?? '';
      for (const frame of frames) {
        const data = /^data: ?(.*)$/m.exec(frame)?.[1];
        if (!data) continue;
        const message = liveMessage.parse(JSON.parse(data));
        applyMessage(client, message, EPOCH_LENGTH, (key) => stale.push(JSON.stringify(key)));
        if (message.type === 'delta') heads.push(message.block.number);
      }
    }
  })().catch(() => {});

  const get = async (path: string): Promise<unknown> => (await fetch(baseURL + path)).json();
  let compared = 0;
  const compare = async () => {
    const pools = poolsAnswer.parse(await get('/api/pools'));
    const locks = locksAnswer.parse(await get(`/api/locks?${locksSearch(LIVE_LOCKS)}`));
    await expect
      .poll(() => heads.at(-1) ?? 0, { timeout: 10_000, intervals: [50] })
      .toBeGreaterThanOrEqual(locks.at.number);
    const foldedPools = poolsAnswer.parse(
      JSON.parse(
        JSON.stringify(client.getQueryData(keys.pools()), (_, v) => (typeof v === 'bigint' ? `${v}` : v)),
      ),
    );
    const foldedLocks = client.getQueryData<typeof locks>(keys.locks(LIVE_LOCKS));
    // Blocks go on while we ask: only answers of the same block can be compared.
    if (foldedPools.at.number !== pools.at.number || foldedLocks?.at.number !== locks.at.number) return;
    expect(foldedPools.pools).toEqual(pools.pools);
    expect(foldedLocks.locks).toEqual(locks.locks);
    expect(foldedLocks.total).toBe(locks.total);
    compared += 1;
  };

  await expect.poll(() => client.getQueryData(keys.pools()), { timeout: 15_000 }).toBeTruthy();
  for (let round = 0; round < 8; round += 1) {
    const payment = await chain.lock({ tag: round % 2 ? 'BITCOIN' : 'HARBOR', lasts: 90, settleIn: 10 });
    await compare();
    if (round % 4 === 1) await chain.release(payment, parseEther('1000'));
    if (round % 4 === 2) await chain.draw(payment, parseEther('300'));
    if (round % 4 === 2) await chain.release(payment, parseEther('700'));
    await compare();
  }
  await chain.warp(200);
  await compare();
  await chain.lock();
  for (let attempt = 0; attempt < 20 && compared < 8; attempt += 1) await compare();
  stop.abort();
  await listening;
  expect(compared).toBeGreaterThanOrEqual(8);
  expect(stale.filter((key) => key.includes('"pools"') || key.includes('"locks"'))).toEqual([]);
});
