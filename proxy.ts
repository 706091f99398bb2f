import { createHash, randomBytes } from 'node:crypto';
import { type NextRequest, NextResponse } from 'next/server';
import { firstScript } from './components/shell/first-script-text';
import { parseEnv } from './lib/chain/env';
import { pagePolicy } from './lib/http/security-headers';

const hashes = [createHash('sha256').update(firstScript).digest('base64')];
const development = process.env.NODE_ENV === 'development';

/** What the settings open up, as far as a policy goes. Not read at once: a build has none. */
let opened: Pick<Parameters<typeof pagePolicy>[0], 'relay' | 'framedBy'> | null = null;
function open() {
  const env = parseEnv(process.env);
  const relay = env.WALLETCONNECT_PROJECT_ID ? env.WALLETCONNECT_RELAY_URL : null;
  return { relay, framedBy: env.SAFE_ORIGINS };
}

/** Gives each page a policy with a nonce of its own. Next reads the nonce from the request's copy of it. */
export function proxy(request: NextRequest): NextResponse {
  const nonce = randomBytes(16).toString('base64');
  const https = request.headers.get('x-forwarded-proto') === 'https';
  opened ??= open();
  const policy = pagePolicy({ nonce, hashes, https, development, ...opened });
  const headers = new Headers(request.headers);
  headers.set('content-security-policy', policy);
  const response = NextResponse.next({ request: { headers } });
  response.headers.set('content-security-policy', policy);
  return response;
}

/** Pages: the API has a policy without a nonce, and files need none. */
export const config = { matcher: '/((?!api/|_next/static/|icon.svg$|manifest.json$).*)' };
