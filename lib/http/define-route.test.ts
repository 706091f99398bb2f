import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { address, uint } from '@/lib/domain/codecs';
import { answer, hash, problemOf, send, world } from './testing/route-world';

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
      const init = seen === undefined ? {} : { headers: { 'x-seen-block': `${seen}-${hash(Number(seen))}` } };
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
  });

  it('takes nobody back to a branch that is gone', async () => {
    const { state, defineRoute, read } = world();
    const route = defineRoute({
      route: '/x',
      summary: 'A test.',
      output: answer,
      cache: (a) => a.at,
      handler: read,
    });
    const hashFor = async (seen: string) => {
      const response = await send(route, '/', { headers: { 'x-seen-block': seen } });
      return z.object({ at: z.object({ hash: z.string() }) }).parse(await response.json()).at.hash;
    };
    expect(await hashFor(`1-${hash(1)}`)).toBe(hash(1));
    for (const known of ['', '1', '1-', '1-0x12', `-1-${hash(99)}`, `1-${hash(99)}x`, `0-${hash(99)}`]) {
      expect(await hashFor(known)).toBe(hash(1));
    }
    expect(state.reads).toBe(1);
    // A reorg has put another block in its place; the stream has told of it, this instance's head is the old one still.
    state.known = 1;
    state.branch = hash(99);
    expect(await hashFor(`1-${hash(1)}`)).toBe(hash(1));
    expect(await hashFor(`1-${hash(99)}`)).toBe(hash(99));
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
