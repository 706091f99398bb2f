import { DrizzleQueryError, sql } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/node-postgres';
import { Pool } from 'pg';
import { createPublicClient, http, webSocket } from 'viem';
import { describe, expect, it } from 'vitest';
import { createLog } from './log';
import { createRedact, secretsOf } from './redact';

/** Planted where secrets are; none of these may ever be in a line. */
const PASSWORD = 'p%40ss-w0rd/in-url';
const PLANTED = [
  'p@ss-w0rd',
  'p%40ss-w0rd',
  'Alchemy0123456789abcdef',
  'query-key-98765',
  '59c6995e998f97a5',
  'hunter2hunter2',
];
const env = {
  DATABASE_URL: `postgres://ampledge:${encodeURIComponent(PASSWORD)}@127.0.0.1:9/ampledge`,
  RPC_URL: 'http://127.0.0.1:9/v2/Alchemy0123456789abcdef,http://127.0.0.1:9/?apikey=query-key-98765',
  RPC_WS_URL: 'ws://127.0.0.1:9/v2/Alchemy0123456789abcdef',
  DEPLOYER_KEY: '0x59c6995e998f97a5a0044966f0945389dc9e86dae88c7a8412f4603b6b78690d',
  SESSION_SECRET: 'hunter2hunter2',
  PORT: '3000',
};

const caught = (work: () => unknown): Promise<unknown> =>
  Promise.resolve()
    .then(work)
    .then(() => new Error('nothing was thrown'))
    .catch((error: unknown) => error);

/** Errors as the libraries throw them, at addresses where nobody listens, and as careless code would. */
async function errors(): Promise<[string, unknown][]> {
  const [first = '', second = ''] = env.RPC_URL.split(',');
  const pool = new Pool({ connectionString: env.DATABASE_URL, connectionTimeoutMillis: 500 });
  const read = (url: string) =>
    createPublicClient({ transport: http(url, { retryCount: 0 }) }).getBlockNumber();
  const found: [string, unknown][] = [
    ['pg', await caught(() => pool.query('select 1'))],
    ['drizzle', await caught(() => drizzle(pool).execute(sql`select ${env.SESSION_SECRET}`))],
    ['viem over http', await caught(() => read(first))],
    ['viem with a key in the query', await caught(() => read(second))],
    [
      'viem over a socket',
      await caught(() =>
        createPublicClient({
          transport: webSocket(env.RPC_WS_URL, { retryCount: 0, reconnect: false, timeout: 500 }),
        }).getBlockNumber(),
      ),
    ],
    ['fetch', await caught(() => fetch(first))],
    ['a bad address', await caught(() => new URL(`nonsense ${env.DATABASE_URL}`))],
    ['careless', new Error(`cannot reach ${env.DATABASE_URL}, nor ${env.RPC_URL} with ${env.DEPLOYER_KEY}`)],
    ['with a cause', new Error('failed', { cause: new Error(`at ${env.RPC_WS_URL}?token=query-key-98765`) })],
    ['no error at all', { url: first, nested: [{ password: PASSWORD }] }],
  ];
  await pool.end();
  return found;
}

describe('the log', () => {
  it('holds no secret, whoever throws what', async () => {
    const lines: string[] = [];
    const log = createLog('debug', (line) => lines.push(line), createRedact(secretsOf(env)));
    for (const [what, error] of await errors()) {
      log.error(what, { error });
      log.info(`${what}: ${error instanceof Error ? error.message : ''}`);
      if (error instanceof Error) log.warn('in full', { stack: error.stack, text: String(error) });
    }
    expect(lines.length).toBeGreaterThan(25);
    for (const line of lines) {
      expect(() => JSON.parse(line)).not.toThrow();
      for (const secret of PLANTED) expect(line).not.toContain(secret);
    }
    // It still says what happened.
    expect(lines.join('\n')).toContain('ECONNREFUSED');
    expect(lines.join('\n')).toContain('127.0.0.1:9');
  });

  it('would hold them without that', async () => {
    const lines: string[] = [];
    const log = createLog(
      'debug',
      (line) => lines.push(line),
      (text) => text,
    );
    for (const [what, error] of await errors()) log.error(what, { error });
    const all = lines.join('\n');
    expect(PLANTED.filter((secret) => all.includes(secret)).length).toBeGreaterThan(3);
  });

  it('tells the cause of a statement that failed, not the statement', () => {
    const lines: string[] = [];
    const log = createLog(
      'info',
      (line) => lines.push(line),
      (text) => text,
    );
    const error = new DrizzleQueryError('select $1', ['a value'], new Error('relation "x" does not exist'));
    log.error('a route failed', { error });
    expect(lines[0]).toContain('relation');
    expect(lines[0]).not.toContain('a value');
  });

  it('takes out of an address what may be a key, also of one that it does not know', () => {
    const redact = createRedact([]);
    expect(redact('at https://rpc.example/v3/abc?x=1, then "wss://u:p@other.example:8546"')).toBe(
      'at https://rpc.example/… then "wss://other.example:8546"',
    );
    expect(redact('http://127.0.0.1:3000/ and nothing else: 12/34')).toBe(
      'http://127.0.0.1:3000/ and nothing else: 12/34',
    );
  });
});
