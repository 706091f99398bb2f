import { describe, expect, it } from 'vitest';
import { EnvError, parseEnv } from './env';

const problemsOf = (source: Record<string, string>): EnvError => {
  try {
    parseEnv(source);
  } catch (error) {
    if (error instanceof EnvError) return error;
    throw error;
  }
  throw new Error('accepted');
};

describe('parseEnv', () => {
  it('needs nothing: every variable has a default or may be absent', () => {
    expect(parseEnv({})).toEqual({
      DATA_DIR: '.data/db',
      DEPLOYMENT_FILE: '.data/deployment.json',
      RPC_URL: ['http://127.0.0.1:8545'],
      RPC_WS_URL: [],
      WALLETCONNECT_RELAY_URL: 'wss://relay.walletconnect.org',
      SAFE_ORIGINS: ['https://app.safe.global'],
      LOG_LEVEL: 'info',
      TRUST_PROXY: 0,
    });
  });

  it('takes an empty value as absent and ignores variables that are not ours', () => {
    expect(parseEnv({ DATABASE_URL: '', RPC_URL: '  ', HOME: '/root' }).RPC_URL).toEqual([
      'http://127.0.0.1:8545',
    ]);
  });

  it('names every problem at once, each with an example', () => {
    const error = problemsOf({ RPC_URL: 'ws://node', LOG_LEVEL: 'loud', DEPLOYMENT_FILE: 'somewhere' });
    expect(error.problems.map((p) => p.variable)).toEqual(['DEPLOYMENT_FILE', 'RPC_URL', 'LOG_LEVEL']);
    expect(error.message).toContain('3 problems');
    expect(error.message).toContain('must be an http:// or https:// address');
    expect(error.message).toContain('example: RPC_URL=http://127.0.0.1:8545');
    expect(error.message).toContain('must be debug, info, warn, error or silent (given: "loud")');
  });

  it('takes several nodes, some of them without a WebSocket', () => {
    expect(
      parseEnv({
        RPC_URL: 'http://one.example/key, https://two.example ,http://three.example',
        RPC_WS_URL: 'ws://one.example/key,,wss://three.example',
      }),
    ).toMatchObject({
      RPC_URL: ['http://one.example/key', 'https://two.example', 'http://three.example'],
      RPC_WS_URL: ['ws://one.example/key', '', 'wss://three.example'],
    });
  });

  it.each([
    [
      'a gap',
      { RPC_URL: 'http://one.example,,http://two.example' },
      'must be an http:// or https:// address',
    ],
    [
      'an address twice',
      { RPC_URL: 'http://one.example,http://one.example/' },
      'must not name an address twice',
    ],
    [
      'more WebSockets than nodes',
      { RPC_URL: 'http://one.example', RPC_WS_URL: 'ws://one.example,ws://two.example' },
      'must not name more nodes than RPC_URL',
    ],
  ])('refuses %s, and repeats no address', (_, source, words) => {
    const { message } = problemsOf(source);
    expect(message).toContain(words);
    expect(message).not.toContain('example/');
    expect(message).not.toContain('one.example');
  });

  it.each([
    ['short', '0123456789abcdef'],
    ['long', '0123456789abcdef0123456789abcdef0'],
    ['not hexadecimal', '0123456789abcdef0123456789abcdeg'],
  ])('refuses a project id that is %s', (_, id) => {
    const { message } = problemsOf({ WALLETCONNECT_PROJECT_ID: id });
    expect(message).toContain('WALLETCONNECT_PROJECT_ID  must be 32 hexadecimal digits');
    expect(message).toContain('example: WALLETCONNECT_PROJECT_ID=0123456789abcdef0123456789abcdef');
  });

  it("takes a project id and a relay of one's own", () => {
    const given = {
      WALLETCONNECT_PROJECT_ID: '0123456789ABCDEF0123456789abcdef',
      WALLETCONNECT_RELAY_URL: 'ws://127.0.0.1:4000/relay',
    };
    expect(parseEnv(given)).toMatchObject(given);
    expect(problemsOf({ WALLETCONNECT_RELAY_URL: 'https://relay.example' }).message).toContain(
      'must be a ws:// or wss:// address',
    );
    expect(problemsOf({ WALLETCONNECT_RELAY_URL: 'wss://relay.example;x' }).message).toContain(
      'must be at a plain host name',
    );
  });

  it('takes the origins of pages with a Safe, or none', () => {
    const originsOf = (text: string) => parseEnv({ SAFE_ORIGINS: text }).SAFE_ORIGINS;
    expect(originsOf('https://safe.example:8443, http://localhost:3100/')).toEqual([
      'https://safe.example:8443',
      'http://localhost:3100',
    ]);
    expect(originsOf('none')).toEqual([]);
  });

  it.each([
    '*',
    'https://*.safe.example',
    'safe.example',
    'https://safe.example/app',
    'https://user@safe.example',
    "https://safe.example; script-src 'unsafe-inline'",
    'https://safe.example;x',
    'data:text/html,x',
    'https://safe.example,,https://other.example',
  ])('lets nobody frame the pages by a mistake: %s', (text) => {
    expect(problemsOf({ SAFE_ORIGINS: text }).message).toContain(
      'must be an https:// origin, several with commas between them, or none',
    );
  });

  it('repeats no value that may hold a secret', () => {
    const error = problemsOf({
      DATABASE_URL: 'mysql://admin:hunter2@host/db',
      RPC_URL: 'rpc.example/hunter2',
      RPC_WS_URL: 'rpc.example/hunter2',
    });
    expect(error.problems).toHaveLength(3);
    expect(error.message).not.toContain('hunter2');
  });
});
