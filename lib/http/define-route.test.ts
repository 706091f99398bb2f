import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { address, uint } from '@/lib/domain/codecs';
import { blockRef } from '@/lib/domain/entities';
import { createAnswerCache } from './answer-cache';
import { createDefineRoute } from './define-route';
import { createLog } from './log';
import { NotReadyError } from './not-ready';
import { HttpProblem } from './problem';
import type { RouteHandlers } from './route-spec';

const hash = (n: number) => `0x${n.toString(16).padStart(64, '0')}` as const;
const answer = z.strictObject({ at: blockRef, wei: uint });

/** A world of one block after another; every read is counted. */
function world() {
  const state = {
    /** in the database */
    block: 1,
    /** what this instance has heard of, when it is behind */
    known: null as number | null,
    ready: true,
    reads: 0,
    fail: false,
    hold: null as Promise<void> | null,
  };
  const lines: string[] = [];
  const defineRoute = createDefineRoute({
    getRuntime: async () => {
      if (!state.ready) throw new NotReadyError('There is no deployment file yet.');
      return state;
    },
    headOf: ({ known, block }) => ({ number: known ?? block, hash: hash(known ?? block) }),
    log: createLog('info', (line) => lines.push(line)),
  });
  const read = async () => {
    state.reads += 1;
    const { block } = state;
    await state.hold;
    if (state.fail) throw new Error('connection to postgres://admin:secret@host refused at /srv/app/db.ts');
    const at = { number: block, hash: hash(block), timestamp: block, finality: 'latest' as const };
    return { at, wei: 10n ** 30n };
  };
  return { state, lines, defineRoute, read };
}

const send = (route: RouteHandlers, path = '/', init: RequestInit = {}, params = {}) => {
  const method = (init.method ?? 'GET') as keyof RouteHandlers; // tests below name real methods
  const request = new Request(`http://localhost${path}`, init);
  return route[method](request, { params: Promise.resolve(params) });
};
const problemOf = async (response: Response) => {
  expect(response.headers.get('content-type')).toBe('application/problem+json');
  return response.json();
};

describe('a route', () => {
  it('answers with its schema: bigints are decimal strings, the block is in a header', async () => {
    const { defineRoute, read } = world();
    const route = defineRoute({
      route: '/x',
      summary: 'A test.',
      output: answer,
      cache: (a) => a.at,
      handler: read,
    });
    const response = await send(route);
    expect(response.status).toBe(200);
    expect(response.headers.get('x-block')).toBe('1');
    expect(await response.json()).toMatchObject({
      at: { number: 1 },
      wei: '1000000000000000000000000000000',
    });
  });

  it('takes nobody back from a block that another instance has told of', async () => {
    const { state, defineRoute, read } = world();
    const route = defineRoute({
      route: '/x',
      summary: 'A test.',
      output: answer,
      cache: (a) => a.at,
      handler: read,
    });
    const blockFor = async (seen?: string) => {
      const init = seen === undefined ? {} : { headers: { 'x-seen-block': seen } };
      return (await send(route, '/', init)).headers.get('x-block');
    };
    expect(await blockFor()).toBe('1');
    // Written by another instance, which has published it; this one has not heard of it.
    state.known = 1;
    state.block = 2;
    expect([await blockFor(), await blockFor('1'), await blockFor('2')]).toEqual(['1', '1', '2']);
    // One reading that began before a block was written must not be shared by those who have seen it.
    let release = () => {};
    state.hold = new Promise((resolve) => {
      release = resolve;
    });
    const early = blockFor('2');
    await new Promise(setImmediate);
    state.block = 3;
    const late = blockFor('3');
    release();
    expect([await early, await late]).toEqual(['2', '3']);
    expect(await blockFor('nonsense')).not.toBeNull();
  });

  it('answers HEAD like GET, without a body', async () => {
    const { defineRoute, read } = world();
    const route = defineRoute({
      route: '/x',
      summary: 'A test.',
      output: answer,
      cache: (a) => a.at,
      handler: read,
    });
    const response = await send(route, '/', { method: 'HEAD' });
    expect(response.status).toBe(200);
    expect(response.headers.get('etag')).not.toBeNull();
    expect(await response.text()).toBe('');
  });

  it('keeps the answer of a past block, and asks again when a new head may have undone it', async () => {
    const { state, defineRoute, read } = world();
    const input = { query: z.strictObject({ block: z.string().optional() }) };
    const handler = async () => {
      const answered = await read();
      return { ...answered, at: { ...answered.at, number: 0, hash: hash(state.block + 100) } };
    };
    const route = defineRoute({
      route: '/x',
      summary: 'A test.',
      input,
      output: answer,
      cache: (a) => a.at,
      handler,
    });
    await send(route, '/?block=0');
    await send(route, '/?block=0');
    expect(state.reads).toBe(1);
    state.block = 2;
    const moved = await send(route, '/?block=0');
    expect(state.reads).toBe(2);
    expect(await moved.json()).toMatchObject({ at: { hash: hash(102) } });
  });

  it('refuses what its input does not allow, and names every path', async () => {
    const { defineRoute, read } = world();
    const route = defineRoute({
      route: '/x/{address}',
      summary: 'A test.',
      input: {
        params: z.strictObject({ address }),
        query: z.strictObject({ limit: z.coerce.number().int().max(10).optional() }),
      },
      output: answer,
      handler: read,
    });
    const malformed = await send(route, '/', {}, { address: '0x12' });
    expect(malformed.status).toBe(400);
    expect(await problemOf(malformed)).toMatchObject({
      type: 'urn:ampledge:problem:invalid-input',
      status: 400,
      errors: [{ path: 'params.address', message: 'must be 0x and 40 hexadecimal digits' }],
    });
    const params = { address: `0x${'ab'.repeat(20)}` };
    const odd = await problemOf(await send(route, '/?limit=11&page=2', {}, params));
    expect(odd.errors.map((e: { path: string }) => e.path)).toEqual(['query.limit', 'query.page']);
    const twice = await problemOf(await send(route, '/?limit=1&limit=2', {}, params));
    expect(twice.errors).toEqual([{ path: 'query.limit', message: 'is given more than once' }]);
  });

  it('refuses a query where it takes none', async () => {
    const { defineRoute, read } = world();
    const route = defineRoute({ route: '/x', summary: 'A test.', output: answer, handler: read });
    expect((await send(route, '/?a=1')).status).toBe(400);
  });

  it('says 404 when there is nothing, in its own words', async () => {
    const { defineRoute } = world();
    const route = defineRoute({
      route: '/x',
      summary: 'A test.',
      output: answer,
      cache: (a) => a.at,
      notFound: 'No pool has this id.',
      handler: async () => null,
    });
    const response = await send(route);
    expect(response.status).toBe(404);
    expect(await problemOf(response)).toMatchObject({ title: 'Not found', detail: 'No pool has this id.' });
  });

  it('says 405 for other methods, and which ones it has', async () => {
    const { defineRoute, read } = world();
    const get = defineRoute({ route: '/x', summary: 'A test.', output: answer, handler: read });
    for (const method of ['POST', 'PUT', 'PATCH', 'DELETE']) {
      const response = await send(get, '/', { method });
      expect(response.status).toBe(405);
      expect(response.headers.get('allow')).toBe('GET, HEAD, OPTIONS');
      await problemOf(response);
    }
    const post = defineRoute({
      route: '/y',
      summary: 'A test.',
      method: 'POST',
      output: answer,
      handler: read,
    });
    expect((await send(post)).headers.get('allow')).toBe('POST, OPTIONS');
    expect((await send(post, '/', { method: 'OPTIONS' })).status).toBe(204);
  });

  it('reads a JSON body strictly, and not more of it than it must', async () => {
    const { defineRoute } = world();
    const route = defineRoute({
      route: '/x',
      summary: 'A test.',
      method: 'POST',
      input: { body: z.strictObject({ wei: uint }), maxBytes: 64 },
      output: z.strictObject({ twice: uint }),
      handler: async ({ body }) => ({ twice: body.wei * 2n }),
    });
    const post = (body: string) => send(route, '/', { method: 'POST', body });
    expect(await (await post('{"wei":"21"}')).json()).toEqual({ twice: '42' });
    expect(await problemOf(await post('{"wei":'))).toMatchObject({ status: 400 });
    expect(await problemOf(await post('{"wei":"1","x":1}'))).toMatchObject({
      errors: [{ path: 'body.x', message: 'is not known here' }],
    });
    const large = await post(`{"wei":"${'9'.repeat(100)}"}`);
    expect(large.status).toBe(413);
    await problemOf(large);
  });

  it('says 429 with the seconds to wait once a client has used its tokens', async () => {
    const { defineRoute, read } = world();
    const limit = { perMinute: 6, burst: 2 };
    const route = defineRoute({ route: '/x', summary: 'A test.', output: answer, limit, handler: read });
    const from = (ip: string) => send(route, '/', { headers: { 'x-ampledge-client': ip } });
    expect([(await from('1.1.1.1')).status, (await from('1.1.1.1')).status]).toEqual([200, 200]);
    const refused = await from('1.1.1.1');
    expect(refused.status).toBe(429);
    expect(Number(refused.headers.get('retry-after'))).toBe(10);
    await problemOf(refused);
    expect((await from('2.2.2.2')).status).toBe(200);
  });

  it('says 503 with the reason while the server is not ready', async () => {
    const { defineRoute, read, state } = world();
    state.ready = false;
    const response = await send(
      defineRoute({ route: '/x', summary: 'A test.', output: answer, handler: read }),
    );
    expect(response.status).toBe(503);
    expect(response.headers.get('retry-after')).toBe('2');
    expect(await problemOf(response)).toMatchObject({ detail: 'There is no deployment file yet.' });
  });

  it('says 500 without a word about the inside, and logs what it was', async () => {
    const { defineRoute, read, state, lines } = world();
    state.fail = true;
    const response = await send(
      defineRoute({ route: '/x', summary: 'A test.', output: answer, handler: read }),
    );
    expect(response.status).toBe(500);
    const text = await response.text();
    expect(text).not.toMatch(/secret|postgres|\/srv|\.ts/);
    expect(lines.join()).toContain('refused');
  });
});

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

describe('the cache of answers', () => {
  const stage = (options: Parameters<typeof createAnswerCache>[0]) => {
    const cache = createAnswerCache(options);
    const reads: string[] = [];
    const ask = (question: string, { size = 10, head = 'head', reading = Promise.resolve() } = {}) =>
      cache.get(
        question,
        head,
        async () => {
          reads.push(question);
          await reading;
          return { body: new Uint8Array(size), etag: '', block: 1, hash: head };
        },
        (error) => error instanceof HttpProblem,
      );
    return { reads, ask };
  };

  it('forgets the oldest when it takes too much memory', async () => {
    const { reads, ask } = stage({ maxBytes: 20_000 });
    const questions = [...'abcdefghi'];
    for (const question of [...questions, 'i', 'a']) await ask(question, { size: 2_000 - 514 });
    expect(reads).toEqual(questions);
    for (const question of [...'jk', 'a']) await ask(question, { size: 2_000 - 514 });
    expect(reads).toEqual([...questions, ...'jk', 'a']);
  });

  it('counts what small answers to many questions cost', async () => {
    const { reads, ask } = stage({ maxBytes: 100 * 1_024 });
    const questions = Array.from({ length: 1_000 }, (_, n) => `question ${n}`);
    for (const question of questions) await ask(question, { size: 0 });
    await ask('question 0', { size: 0 });
    expect(reads).toHaveLength(1_001);
  });

  it('does not let one large answer drive out all others', async () => {
    const { reads, ask } = stage({ maxBytes: 20_000 });
    await ask('small');
    await ask('large', { size: 10_000 });
    await ask('large', { size: 10_000 });
    await ask('small');
    expect(reads).toEqual(['small', 'large', 'large']);
  });

  it('does not wait for ever: an old answer is served, or it says that it takes too long', async () => {
    const { ask } = stage({ patienceMs: 20 });
    await ask('known');
    let release = () => {};
    const reading = new Promise<void>((resolve) => {
      release = resolve;
    });
    expect(await ask('known', { head: 'next', reading })).toMatchObject({ from: 'old' });
    await expect(ask('unknown', { reading })).rejects.toThrow('takes too long');
    release();
    await new Promise((resolve) => setTimeout(resolve));
    expect(await ask('known', { head: 'next' })).toMatchObject({ from: 'kept' });
  });
});
