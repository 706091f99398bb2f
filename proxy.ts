import { createHash, randomBytes } from 'node:crypto';
import { type NextRequest, NextResponse } from 'next/server';
import { firstScript } from './components/shell/first-script-text';
import { pagePolicy } from './lib/http/security-headers';

const hashes = [createHash('sha256').update(firstScript).digest('base64')];
const development = process.env.NODE_ENV === 'development';

/** Gives each page a policy with a nonce of its own. Next reads the nonce from the request's copy of it. */
export function proxy(request: NextRequest): NextResponse {
  const nonce = randomBytes(16).toString('base64');
  const https = request.headers.get('x-forwarded-proto') === 'https';
  const policy = pagePolicy({ nonce, hashes, https, development });
  const headers = new Headers(request.headers);
  headers.set('content-security-policy', policy);
  const response = NextResponse.next({ request: { headers } });
  response.headers.set('content-security-policy', policy);
  return response;
}

/** Pages: the API has a policy without a nonce, and files need none. */
export const config = { matcher: '/((?!api/|_next/static/|icon.svg$).*)' };
