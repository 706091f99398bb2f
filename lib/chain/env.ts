import { z } from 'zod';

/**
 * Everything the server takes from its environment, in one schema. Empty values count as absent, since compose
 * files and shells hand them out freely.
 */
const urlOf = (protocols: string[], wanted: string) =>
  z.string().refine((text) => protocols.includes(protocolOf(text)), `must be ${wanted}`);

/** Addresses of nodes, separated by commas; the same one twice would be compared with itself. */
const urlsOf = (protocols: string[], wanted: string, { gaps }: { gaps: boolean }) =>
  z
    .string()
    .transform((text) => text.split(',').map((part) => part.trim()))
    .refine(
      (urls) => urls.every((url) => (gaps && url === '') || protocols.includes(protocolOf(url))),
      `must be ${wanted} address, or several with commas between them`,
    )
    .refine((urls) => {
      const named = urls.filter((url) => URL.canParse(url)).map((url) => new URL(url).href);
      return new Set(named).size === named.length;
    }, 'must not name an address twice');

/** An origin goes into a header as it is: nothing in it may end the directive that it stands in. */
const ORIGIN = /^(?:https?|wss?):\/\/[a-z0-9.-]+(?::\d+)?$/;

/** Pages of other sites that may frame ours, by their origins; `none` for no one. */
const originsOf = z.string().transform((text, context): string[] => {
  if (text.toLowerCase() === 'none') return [];
  const urls = text.split(',').map((part) => part.trim());
  const wrong = urls.some((url) => !/^https?:/i.test(url) || !URL.canParse(url) || !isOrigin(new URL(url)));
  if (wrong) context.addIssue('must be an https:// origin, several with commas between them, or none');
  return wrong ? [] : urls.map((url) => new URL(url).origin);
});

const envSchema = z.object({
  DATABASE_URL: urlOf(['postgres:', 'postgresql:'], 'a postgres:// address').optional(),
  DATA_DIR: z.string().default('.data/db'),
  DEPLOYMENT_FILE: z
    .string()
    .refine((path) => path.endsWith('.json'), 'must be the path of a .json file')
    .default('.data/deployment.json'),
  RPC_URL: urlsOf(['http:', 'https:'], 'an http:// or https://', { gaps: false })
    .transform(([first = '', ...others]): [string, ...string[]] => [first, ...others])
    .default(['http://127.0.0.1:8545']),
  RPC_WS_URL: urlsOf(['ws:', 'wss:'], 'a ws:// or wss://', { gaps: true }).default([]),
  WALLETCONNECT_PROJECT_ID: z
    .string()
    .regex(/^[0-9a-f]{32}$/i, 'must be 32 hexadecimal digits')
    .optional(),
  WALLETCONNECT_RELAY_URL: urlOf(['ws:', 'wss:'], 'a ws:// or wss:// address')
    .refine((url) => !URL.canParse(url) || ORIGIN.test(new URL(url).origin), 'must be at a plain host name')
    .default('wss://relay.walletconnect.org'),
  SAFE_ORIGINS: originsOf.default(['https://app.safe.global']),
  LOG_LEVEL: z
    .enum(['debug', 'info', 'warn', 'error', 'silent'], 'must be debug, info, warn, error or silent')
    .default('info'),
  TRUST_PROXY: z.string().regex(/^\d$/, 'must be a number from 0 to 9').default('0').transform(Number),
});

const whole = envSchema.refine(({ RPC_URL, RPC_WS_URL }) => RPC_WS_URL.length <= RPC_URL.length, {
  path: ['RPC_WS_URL'],
  message: 'must not name more nodes than RPC_URL',
});

/**
 * - `DATABASE_URL` PostgreSQL; without it the embedded database in `DATA_DIR` is used
 * - `DEPLOYMENT_FILE` what `devnet/deploy.ts` wrote
 * - `RPC_URL`, `RPC_WS_URL` the chain's nodes, in the same order; the second, where given, tell of new blocks at once
 * - `WALLETCONNECT_PROJECT_ID` offers wallets on other devices. Every visitor gets to see it
 * - `WALLETCONNECT_RELAY_URL` through which these are reached
 * - `SAFE_ORIGINS` whose pages may frame ours, and have a Safe in them: by default the one place where Safe's own wallet
 *   is. Nobody else ever may, since a frame can be laid over with something else to press
 * - `LOG_LEVEL` least severity that is written
 * - `TRUST_PROXY` how many proxies of ours every request comes through: so many of the last addresses in
 *   `X-Forwarded-For` are theirs to write. 0 believes the socket alone
 */
export type Env = z.output<typeof envSchema>;
type Variable = keyof Env;

const EXAMPLES: Record<Variable, string> = {
  DATABASE_URL: 'postgres://user:password@localhost:5432/ampledge',
  DATA_DIR: '.data/db',
  DEPLOYMENT_FILE: '.data/deployment.json',
  RPC_URL: 'http://127.0.0.1:8545',
  RPC_WS_URL: 'ws://127.0.0.1:8545',
  WALLETCONNECT_PROJECT_ID: '0123456789abcdef0123456789abcdef',
  WALLETCONNECT_RELAY_URL: 'wss://relay.walletconnect.org',
  SAFE_ORIGINS: 'https://app.safe.global',
  LOG_LEVEL: 'info',
  TRUST_PROXY: '1',
};

/** These may hold a password or an API key, so what was given is not repeated in a message. */
const SECRET: ReadonlySet<Variable> = new Set(['DATABASE_URL', 'RPC_URL', 'RPC_WS_URL']);

export type EnvProblem = { variable: string; message: string; example: string };

/** The environment cannot be used: every problem at once, as a list for people. */
export class EnvError extends Error {
  constructor(readonly problems: EnvProblem[]) {
    super(list(problems));
    this.name = 'EnvError';
  }
}

/** Throws {@link EnvError} naming every variable that is wrong, what is wrong with it, and an example. */
export function parseEnv(source: Record<string, string | undefined>): Env {
  const given = Object.fromEntries(
    Object.keys(envSchema.shape).flatMap((name) => {
      const value = source[name]?.trim();
      return value ? [[name, value]] : [];
    }),
  );
  const parsed = whole.safeParse(given);
  if (parsed.success) return parsed.data;
  throw new EnvError(
    parsed.error.issues.map((issue) => {
      const variable = String(issue.path[0]) as Variable; // the schema is flat: a path is one of its keys
      const value = SECRET.has(variable) ? 'not repeated here' : JSON.stringify(given[variable]);
      return { variable, message: `${issue.message} (given: ${value})`, example: EXAMPLES[variable] };
    }),
  );
}

function list(problems: EnvProblem[]): string {
  const width = Math.max(...problems.map((p) => p.variable.length));
  const count = problems.length === 1 ? 'one problem' : `${problems.length} problems`;
  return [
    `The environment cannot be used, ${count}:`,
    ...problems.map(
      (p) =>
        `  ${p.variable.padEnd(width)}  ${p.message}\n  ${''.padEnd(width)}  example: ${p.variable}=${p.example}`,
    ),
  ].join('\n');
}

function protocolOf(text: string): string {
  try {
    return new URL(text).protocol;
  } catch {
    return '';
  }
}

/** Nothing but a scheme, a plain host name and a port. */
const isOrigin = (url: URL): boolean =>
  ORIGIN.test(url.origin) && url.href === `${url.origin}/` && url.username === '';
