import { z } from 'zod';
import { etagOf, matchesEtag, type WireAnswer } from './answer-cache';
import type { Schema } from './route-spec';

/** What a handler returned, as it goes over the wire. Throws when the value is not what the schema describes. */
export function toWire<Output extends Schema>(
  schema: Output | undefined,
  value: z.output<Output>,
  block: number | null,
): WireAnswer {
  const json = schema ? z.encode(schema, value) : value;
  const body = new TextEncoder().encode(JSON.stringify(json));
  return { body, etag: etagOf(body), block };
}

/** The answer to one request: without its body for whoever has it already. */
export function wireResponse(request: Request, { body, etag, block }: WireAnswer, stale = false): Response {
  const headers: Record<string, string> = { 'cache-control': 'no-cache', etag };
  if (block !== null) headers['x-block'] = String(block);
  if (stale) headers['x-stale'] = 'true';
  if (matchesEtag(request.headers.get('if-none-match'), etag)) {
    return new Response(null, { status: 304, headers });
  }
  headers['content-type'] = 'application/json';
  return new Response(body, { headers });
}
