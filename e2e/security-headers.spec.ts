import { expect, type Page, test } from '@playwright/test';
import { withChain } from './support/fixtures';
import { connectWallet, injectWallet } from './support/wallet';

/** What browsers are told to refuse, asked of the built server: of pages, of the API, of what is not there. */
const nobody = `0x${'ab'.repeat(20)}`;
const pages = ['/', '/locks', '/stake', '/merchants', '/account', '/admin'];
const missing = ['/nothing-here', `/merchants/${nobody}`, '/payments/0x12'];
const api = ['/api/pools', '/api/openapi.json', '/api/metrics', '/api/health/ready'];
const missingApi = ['/api/nothing', `/api/pools/${nobody}${'ab'.repeat(12)}`, '/api/locks?limit=0'];

const directives = (policy: string | undefined): Map<string, string[]> =>
  new Map(
    (policy ?? '').split(';').map((directive) => {
      const [name = '', ...values] = directive.trim().split(' ');
      return [name, values];
    }),
  );

for (const path of [...pages, ...missing, ...api, ...missingApi]) {
  test(`${path} forbids what nobody needs`, async ({ request }) => {
    const headers = (await request.get(path)).headers();
    expect(headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'strict-origin-when-cross-origin',
      'cross-origin-opener-policy': 'same-origin-allow-popups',
      'x-frame-options': 'DENY',
    });
    expect(headers['permissions-policy']).toContain('camera=()');
    expect(headers['x-powered-by']).toBeUndefined();
    const policy = directives(headers['content-security-policy']);
    // The one place where a Safe may have our pages in it; an answer of the API is nothing to show.
    const framing = path.startsWith('/api/') ? "'none'" : 'https://app.safe.global';
    expect(policy.get('frame-ancestors')).toEqual([framing]);
    expect(policy.get('base-uri')).toEqual(["'none'"]);
  });
}

for (const path of [...pages, ...missing]) {
  test(`${path} runs only scripts that carry its nonce`, async ({ request }) => {
    const response = await request.get(path);
    const policy = directives(response.headers()['content-security-policy']);
    const scripts = policy.get('script-src') ?? [];
    expect(scripts).toContain("'strict-dynamic'");
    expect(scripts.join(' ')).not.toMatch(/unsafe|http|\*/);
    expect(policy.get('object-src')).toEqual(["'none'"]);
    expect(policy.get('connect-src')).toEqual(["'self'"]);
    const nonce = scripts.find((source) => source.startsWith("'nonce-"))?.slice(7, -1) ?? '';
    expect(nonce.length).toBeGreaterThanOrEqual(20);
    const tags = (await response.text()).match(/<script\b[^>]*>/g) ?? [];
    const without = tags.filter((tag) => !tag.includes(`nonce="${nonce}"`));
    // The script that runs first never changes: the policy names its hash.
    expect(without.length).toBeLessThanOrEqual(1);
    expect(tags.length).toBeGreaterThan(without.length);
    const again = directives((await request.get(path)).headers()['content-security-policy']);
    expect(again.get('script-src')).not.toContain(`'nonce-${nonce}'`);
  });
}

for (const path of [...api, ...missingApi]) {
  test(`${path} is nothing to run or to show`, async ({ request }) => {
    const policy = directives((await request.get(path)).headers()['content-security-policy']);
    expect(policy.get('default-src')).toEqual(["'none'"]);
  });
}

test('the live stream, which goes past Next, forbids the same', async ({ baseURL }) => {
  const stream = await fetch(`${baseURL}/api/live`);
  await stream.body?.cancel();
  expect(stream.headers.get('x-content-type-options')).toBe('nosniff');
  expect(stream.headers.get('content-security-policy')).toContain("default-src 'none'");
});

test('https is held on to once it was there, and not promised on http', async ({ request }) => {
  expect((await request.get('/')).headers()['strict-transport-security']).toBeUndefined();
  const secure = await request.get('/', { headers: { 'x-forwarded-proto': 'https' } });
  expect(secure.headers()['strict-transport-security']).toBe('max-age=31536000');
  expect(secure.headers()['content-security-policy']).toContain('upgrade-insecure-requests');
});

/** Everything that the policy stopped, as the browser tells it. */
async function violations(page: Page): Promise<string[]> {
  const found: string[] = [];
  await page.exposeFunction('reportViolation', (text: string) => found.push(text));
  await page.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', (event) => {
      Reflect.get(
        window,
        'reportViolation',
      )(`${event.violatedDirective} ${event.blockedURI} ${event.sample}`);
    });
  });
  return found;
}

test('no page does what its own policy forbids', async ({ page }) => {
  const chain = await withChain();
  const payment = await chain.lock();
  const found = await violations(page);
  const all = [
    ...pages,
    ...missing,
    `/payments/${payment}`,
    `/merchants/${chain.merchant()}`,
    `/account/${nobody}`,
  ];
  for (const path of all) {
    await page.goto(path);
    await expect(page.getByRole('banner')).toBeVisible();
    await expect(page.locator('html')).toHaveAttribute('class', /.+/);
  }
  // The stylesheet and the scripts did their work: the theme can be switched, and stays after a reload.
  await page.goto('/');
  await page.evaluate(() => localStorage.setItem('ampledge.theme', 'dark'));
  await page.reload();
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
  expect(found).toEqual([]);
});

test('the wallets’ dialog and a connected wallet do nothing that is forbidden', async ({ page, context }) => {
  const chain = await withChain();
  const found = await violations(page);
  await injectWallet(context, { rpcUrl: chain.rpcUrl, account: 20 });
  await page.goto('/stake');
  await connectWallet(page);
  await expect(page.getByRole('main')).toBeVisible();
  expect(found).toEqual([]);
});

test('a script that got into a page does not run', async ({ page }) => {
  await page.goto('/');
  const ran = await page.evaluate(async () => {
    const script = document.createElement('div');
    script.innerHTML = '<img src="x" onerror="window.smuggled = true">';
    document.body.append(script);
    await new Promise((resolve) => setTimeout(resolve, 500));
    return Reflect.get(window, 'smuggled') === true;
  });
  expect(ran).toBe(false);
});
