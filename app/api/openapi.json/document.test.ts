import { readdirSync } from 'node:fs';
import { relative } from 'node:path';
import { Validator } from '@seriousme/openapi-schema-validator';
import { describe, expect, it } from 'vitest';
import type { OpenApiDocument } from '@/lib/http/openapi/document';
import { GET } from './route';

const served = async (): Promise<OpenApiDocument> => {
  const response = await GET(new Request('http://localhost/api/openapi.json'), {
    params: Promise.resolve({}),
  });
  return response.json();
};

/** `app/api/pools/[id]/route.ts` → `/api/pools/{id}`; the catch-all answers what no route does. */
const routesOnDisk = (): string[] =>
  readdirSync('app/api', { recursive: true, withFileTypes: true })
    .filter((entry) => entry.name === 'route.ts')
    .map((entry) => `/${relative('app', entry.parentPath)}`.replace(/\[(\w+)\]/g, '{$1}'))
    .filter((route) => !route.includes('[...'));

describe("the API's document", () => {
  it('is valid OpenAPI 3.1', async () => {
    const { valid, errors } = await new Validator().validate(await served());
    expect(errors ?? []).toEqual([]);
    expect(valid).toBe(true);
  });

  it('is told apart from one that is not', async () => {
    const { paths, ...rest } = await served();
    const broken = { ...rest, paths: { ...paths, '/api/pools': { get: { responses: { 200: 'fine' } } } } };
    expect((await new Validator().validate(broken)).valid).toBe(false);
  });

  it('names every route there is, and no other', async () => {
    const { paths } = await served();
    expect(Object.keys(paths).sort()).toEqual(routesOnDisk().sort());
  });

  it('refers to nothing that is not in it', async () => {
    const document = await served();
    const references = [...JSON.stringify(document).matchAll(/"\$ref":"([^"]+)"/g)].map((match) => match[1]);
    expect(references.length).toBeGreaterThan(50);
    for (const reference of new Set(references)) {
      const steps = (reference ?? '').replace('#/', '').split('/');
      const found = steps.reduce<unknown>(
        (at, step) => (typeof at === 'object' && at !== null ? Reflect.get(at, step) : undefined),
        document,
      );
      expect(found, reference).toBeDefined();
    }
  });

  it('names every parameter of a path, and calls no two operations the same', async () => {
    const operations = Object.entries((await served()).paths).flatMap(([path, item]) =>
      Object.values(item).map((operation) => ({ path, ...operation })),
    );
    for (const { path, parameters } of operations) {
      const named = parameters.filter((parameter) => parameter.in === 'path').map(({ name }) => name);
      expect(named).toEqual([...path.matchAll(/\{(\w+)\}/g)].map((match) => match[1]));
    }
    expect(new Set(operations.map(({ operationId }) => operationId)).size).toBe(operations.length);
  });

  it('says of an amount what travels: a decimal string', async () => {
    const { components } = await served();
    expect(components.schemas?.Balance).toMatchObject({
      properties: { amount: { type: 'string', pattern: '^\\d{1,78}$' } },
      additionalProperties: false,
    });
  });
});
