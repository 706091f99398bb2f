import { tmpdir } from 'node:os';
import fc from 'fast-check';
import type { OpenApiDocument } from '@/lib/http/openapi/document';
import { arbitraryRequest, type RawRequest } from './arbitrary-request';
import { type RawAnswer, sendRaw } from './send-raw';

const WITHIN_MS = 8_000;

/** What an answer says of our inside: where a file lies, where something was thrown, what a library calls its errors. */
const INSIDE = [
  /\bat \S+ \(?\S+:\d+:\d+\)?/,
  /node_modules|\.next\/|webpack|turbopack/i,
  /\/lib\/(?:db|http|queries|follower)\//,
  /Drizzle|PGlite|ZodError|TypeError|ECONN|postgres(?:ql)?:\/\//,
];

export type Tally = {
  requests: number;
  byStatus: Map<number, number>;
  routes: Set<string>;
  slowestMs: number;
};

/** What is wrong with an answer; null when nothing is. */
function whyWrong(
  sent: RawRequest,
  { status, type, body }: RawAnswer,
  secrets: readonly string[],
): string | null {
  if (status >= 500 || status < 100) return `status ${status}`;
  const leak =
    INSIDE.find((pattern) => pattern.test(body)) ?? secrets.find((secret) => body.includes(secret));
  if (leak) return `its inside: ${leak}`;
  if (status < 400 || sent.method === 'HEAD') return null;
  // JSON-RPC has its own way to say no.
  if (type === 'application/json' && /"jsonrpc":"2.0"/.test(body)) return null;
  return type === 'application/problem+json'
    ? null
    : `a refusal that is no problem document: ${status} ${type} ${body.slice(0, 80)}`;
}

/**
 * Sends requests made from the server's own document, each from a client of its own so that limits do not answer in
 * place of routes. Rejects with the smallest request that was answered wrongly.
 */
export async function runMalformed(
  baseUrl: string,
  { requests, seed, secrets = [] }: { requests: number; seed: number; secrets?: readonly string[] },
): Promise<Tally> {
  const document: OpenApiDocument = await (await fetch(`${baseUrl}/api/openapi.json`)).json();
  const tally: Tally = { requests: 0, byStatus: new Map(), routes: new Set(), slowestMs: 0 };
  const hidden = [process.cwd(), tmpdir(), ...secrets];
  await fc.assert(
    fc.asyncProperty(arbitraryRequest(document), async (sent) => {
      tally.requests += 1;
      const n = tally.requests;
      const client = `10.${(n >> 16) & 255}.${(n >> 8) & 255}.${n & 255}`;
      const answer = await sendRaw(baseUrl, sent, { client, withinMs: WITHIN_MS });
      const wrong = whyWrong(sent, answer, hidden);
      if (wrong) throw new Error(`${sent.method} ${sent.path.slice(0, 200)} was answered with ${wrong}`);
      tally.byStatus.set(answer.status, (tally.byStatus.get(answer.status) ?? 0) + 1);
      tally.routes.add(sent.route);
      tally.slowestMs = Math.max(tally.slowestMs, answer.ms);
    }),
    { numRuns: requests, seed, endOnFailure: false },
  );
  return tally;
}
