import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { answer, send, world } from './testing/route-world';

describe('what a route keeps', () => {
  const kept = () => {
    const w = world();
    const route = w.defineRoute({
      route: '/x',
      summary: 'A test.',
      input: { query: z.strictObject({ a: z.string().optional(), b: z.string().optional() }) },
      output: answer,
      cache: (a) => a.at,
      handler: w.read,
    });
    return { ...w, get: (path = '/', headers = {}) => send(route, path, { headers }) };
  };

  it('is read once a block', async () => {
    const { get, state } = kept();
    await get();
    await get();
    expect(state.reads).toBe(1);
    state.block = 2;
    expect((await get()).headers.get('x-block')).toBe('2');
    expect(state.reads).toBe(2);
  });

  it('is told apart by input, whatever the order in which it is written', async () => {
    const { get, state } = kept();
    await get('/?a=1&b=2');
    await get('/?b=2&a=1');
    expect(state.reads).toBe(1);
    await get('/?a=2&b=1');
    expect(state.reads).toBe(2);
  });

  it('is read once for all who ask at the same time', async () => {
    const { get, state } = kept();
    let release = () => {};
    state.hold = new Promise((resolve) => {
      release = resolve;
    });
    const asked = Array.from({ length: 50 }, () => get());
    await Promise.resolve();
    release();
    const statuses = (await Promise.all(asked)).map((response) => response.status);
    expect(statuses).toEqual(Array.from({ length: 50 }, () => 200));
    expect(state.reads).toBe(1);
  });

  it('is served old, and says so, when reading fails', async () => {
    const { get, state } = kept();
    await get();
    state.block = 2;
    state.fail = true;
    const old = await get();
    expect(old.status).toBe(200);
    expect(old.headers.get('x-stale')).toBe('true');
    expect(await old.json()).toMatchObject({ at: { number: 1 } });
    state.fail = false;
    const fresh = await get();
    expect(fresh.headers.get('x-stale')).toBeNull();
    expect(await fresh.json()).toMatchObject({ at: { number: 2 } });
  });

  it('does not hide a refusal behind an old answer', async () => {
    const { defineRoute, read, state } = world();
    let gone = false;
    const route = defineRoute({
      route: '/x',
      summary: 'A test.',
      output: answer,
      cache: (a) => a.at,
      handler: async () => (gone ? null : read()),
    });
    await send(route);
    gone = true;
    state.block = 2;
    expect((await send(route)).status).toBe(404);
  });

  it('needs not be sent again to whoever has it', async () => {
    const { get, state } = kept();
    const etag = (await get()).headers.get('etag') ?? '';
    const again = await get('/', { 'if-none-match': `"other", ${etag}` });
    expect(again.status).toBe(304);
    expect(await again.text()).toBe('');
    expect(again.headers.get('etag')).toBe(etag);
    state.block = 2;
    expect((await get('/', { 'if-none-match': etag })).status).toBe(200);
  });
});
