import AxeBuilder from '@axe-core/playwright';
import { expect, type Page, test } from '@playwright/test';
import { parseEther } from 'viem';
import { devAccount } from '@/devnet/accounts';
import { address } from '@/lib/domain/codecs';
import { type Phone, type PhoneOptions, startPhone } from './support/phone';
import { type Relay, startRelay } from './support/relay';
import { type Stack, startStack } from './support/stack';

/** A wallet on another device, over a relay of our own, from its code on the screen to the session's end. */
let relay: Relay;
let stack: Stack;
const phones: Phone[] = [];

test.describe.configure({ mode: 'serial' });
test.beforeAll(async () => {
  relay = await startRelay();
  stack = await startStack({
    WALLETCONNECT_PROJECT_ID: '0123456789abcdef0123456789abcdef',
    WALLETCONNECT_RELAY_URL: relay.url,
  });
});
test.afterEach(async () => {
  await Promise.all(phones.splice(0).map((phone) => phone.stop()));
});
test.afterAll(async () => {
  await stack?.stop();
  await relay?.stop();
});

/** Somebody with AMP and a phone, and nothing in the browser. */
async function withPhone(options: Partial<PhoneOptions> = {}): Promise<Phone> {
  const account = 1_000 + Math.floor(Math.random() * 1_000_000);
  await stack.chain.fund(address.parse(devAccount(account).address), parseEther('5000'));
  const { rpcUrl } = stack.chain;
  const chains = [stack.deployment.chainId];
  const phone = await startPhone({ relayUrl: relay.url, rpcUrl, account, chains, ...options });
  phones.push(phone);
  return phone;
}

const header = (page: Page) => page.getByRole('banner');
const dialog = (page: Page) => page.getByRole('dialog', { name: 'WalletConnect' });
const account = (page: Page, { address }: Phone) =>
  header(page).getByRole('button', { name: new RegExp(address.slice(0, 6), 'i') });
const connectButton = (page: Page) => header(page).getByRole('button', { name: /^connect/i });
const stakeOf = (page: Page) => page.getByRole('region', { name: /^Your stake in/ });

async function choose(page: Page): Promise<void> {
  await connectButton(page).click();
  await page.getByRole('dialog').getByText('WalletConnect').click();
}
/** The link that the code on the screen stands for. */
async function codeOf(page: Page): Promise<string> {
  await expect(dialog(page).getByRole('img', { name: 'Code for your wallet to scan' })).toBeVisible();
  const link = await dialog(page).getByLabel('Link for your wallet').inputValue();
  expect(link).toMatch(/^wc:[0-9a-f]{64}@2\?/);
  return link;
}
async function connect(page: Page, phone: Phone): Promise<void> {
  await choose(page);
  await phone.scan(await codeOf(page));
  await expect(dialog(page)).toHaveCount(0);
}

/** axe has nothing to say of the dialog, light or dark. */
async function noFindings(page: Page): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    const { violations } = await new AxeBuilder({ page }).include('[role=dialog]').analyze();
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)).toEqual(
      [],
    );
  }
}

/** What the policy stopped, and what was fetched from anywhere else. */
function watch(page: Page): { blocked: string[]; foreign: string[] } {
  const seen = { blocked: [] as string[], foreign: [] as string[] };
  page.on('console', (message) => {
    if (/content security policy/i.test(message.text())) seen.blocked.push(message.text());
  });
  page.on('request', (request) => {
    if (/^https?:/.test(request.url()) && !request.url().startsWith(stack.baseUrl)) {
      seen.foreign.push(request.url());
    }
  });
  return seen;
}

test('scan, stake, reload, and the phone ends it: what was typed stays', async ({ page }) => {
  const phone = await withPhone();
  const seen = watch(page);
  await page.goto(`${stack.baseUrl}/stake?pool=CALM`);
  await choose(page);
  const link = await codeOf(page);
  await phone.scan(link);
  await expect(account(page, phone)).toBeVisible();
  // A voucher for the page would be asked for elsewhere, and waited for five seconds at each request.
  expect(seen).toEqual({ blocked: [], foreign: [] });
  await expect(dialog(page)).toHaveCount(0);

  await page.getByLabel('Amount to stake').fill('1234.5');
  await page.getByRole('button', { name: 'Stake 1,234.5 AMP' }).click();
  await expect(stakeOf(page).getByText('Worth now')).toBeVisible();
  await expect(stakeOf(page)).toContainText('1,234.5');
  expect(phone.sent()).toHaveLength(1);
  expect((await stack.chain.account('CALM', phone.address)).assets).toBe(parseEther('1234.5'));

  await page.reload();
  await expect(account(page, phone)).toBeVisible();
  const amount = page.getByLabel('Amount to stake');
  await amount.fill('77');
  const submit = page.getByRole('button', { name: 'Stake 77 AMP' });
  phone.refuseNext();
  await submit.click();
  await expect(page.getByText('You said no in your wallet')).toBeVisible();
  await expect(amount).toHaveValue('77');

  await phone.end();
  await expect(connectButton(page)).toBeVisible();
  await expect(amount).toHaveValue('77');
  await page.reload();
  await expect(connectButton(page)).toBeVisible();
  expect(seen).toEqual({ blocked: [], foreign: [] });
});

test('disconnected here, the phone hears of it', async ({ page }) => {
  const phone = await withPhone();
  await page.goto(`${stack.baseUrl}/stake`);
  await connect(page, phone);
  await account(page, phone).click();
  await expect.poll(phone.sessions).toBe(1);
  await page.getByRole('button', { name: 'Disconnect' }).click();
  await expect(connectButton(page)).toBeVisible();
  await expect.poll(phone.sessions).toBe(0);
});

test('the phone says no: that is said, and another try works', async ({ page }) => {
  const phone = await withPhone();
  await page.goto(`${stack.baseUrl}/stake`);
  phone.refuseNext();
  await choose(page);
  const link = await codeOf(page);
  await noFindings(page);
  await phone.scan(link);
  await expect(dialog(page)).toContainText('The wallet on your phone said no');
  await noFindings(page);
  await dialog(page).getByRole('button', { name: 'Try again' }).click();
  await phone.scan(await codeOf(page));
  await expect(account(page, phone)).toBeVisible();
  await expect(dialog(page)).toHaveCount(0);
});

test('closed before the phone has agreed: nothing is connected, and the phone is told', async ({ page }) => {
  const phone = await withPhone();
  await page.goto(`${stack.baseUrl}/stake`);
  await choose(page);
  const link = await codeOf(page);
  await page.keyboard.press('Escape');
  await expect(dialog(page)).toHaveCount(0);
  await expect(connectButton(page)).toBeFocused();
  await phone.scan(link);
  await expect.poll(phone.agreed).toBe(1);
  await expect.poll(phone.sessions).toBe(0);
  await expect(connectButton(page)).toBeVisible();
});

test('the phone is on another network: said, and switched from the phone', async ({ page }) => {
  const phone = await withPhone({ chains: [1] });
  await page.goto(`${stack.baseUrl}/stake?pool=CALM`);
  await connect(page, phone);
  await header(page).getByText('Wrong network').click();
  await expect(page.getByText('Your wallet is on Ethereum')).toBeVisible();
  await phone.switchChain(stack.deployment.chainId);
  await expect(account(page, phone)).toBeVisible();
  await expect(page.getByText('Your wallet is on Ethereum')).toHaveCount(0);
});

test('a phone that allows other networks only, and no switching: what to do is said', async ({ page }) => {
  const phone = await withPhone({ chains: [1], methods: ['eth_sendTransaction'] });
  await page.goto(`${stack.baseUrl}/stake?pool=CALM`);
  await connect(page, phone);
  await header(page).getByText('Wrong network').click();
  await page
    .getByRole('button', { name: /^Switch to/ })
    .first()
    .click();
  await expect(page.getByText('Your wallet was connected for other networks only')).toBeVisible();
});

test('the relay is gone: said in time, closed at once, and back when it is', async ({ page }) => {
  await page.goto(`${stack.baseUrl}/stake?pool=CALM`);
  await page.getByLabel('Amount to stake').fill('12');
  await relay.gone();
  try {
    await choose(page);
    await expect(dialog(page)).toContainText('Making a code');
    await expect(dialog(page)).toContainText('WalletConnect cannot be reached', { timeout: 14_000 });
    await dialog(page).getByRole('button', { name: 'Close' }).click();
    await expect(dialog(page)).toHaveCount(0);
    await expect(page.getByLabel('Amount to stake')).toHaveValue('12');
  } finally {
    await relay.back();
  }
  const phone = await withPhone();
  await connect(page, phone);
  await expect(account(page, phone)).toBeVisible();
});

test('the relay goes away with a session: it is kept, and a reload shows the account at once', async ({
  page,
}) => {
  const phone = await withPhone();
  await page.goto(`${stack.baseUrl}/stake?pool=CALM`);
  await connect(page, phone);
  await relay.gone();
  try {
    await page.reload();
    await expect(account(page, phone)).toBeVisible();
    await account(page, phone).click();
    await page.getByRole('button', { name: 'Disconnect' }).click();
    await expect(connectButton(page)).toBeVisible({ timeout: 3_000 });
  } finally {
    await relay.back();
  }
});

test('on a phone the link opens the wallet itself, and so does each request', async ({ browser }) => {
  const context = await browser.newContext({
    viewport: { width: 390, height: 800 },
    isMobile: true,
    hasTouch: true,
    userAgent:
      'Mozilla/5.0 (Linux; Android 15; Pixel 7) AppleWebKit/537.36 Chrome/140.0 Mobile Safari/537.36',
  });
  const page = await context.newPage();
  await page.goto(`${stack.baseUrl}/stake?pool=HARBOR`);
  await choose(page);
  const link = await codeOf(page);
  await expect(dialog(page).getByRole('link', { name: 'Open your wallet' })).toHaveAttribute('href', link);
  const phone = await withPhone({ redirect: { native: 'phonewallet://' } });
  await phone.scan(link);
  await expect(dialog(page)).toHaveCount(0);

  // Each request opens it again.
  await page.evaluate(() => {
    window.open = (url) => {
      document.title = `opened ${url}`;
      return null;
    };
  });
  await page.getByLabel('Amount to stake').fill('50');
  await page.getByRole('button', { name: 'Stake 50 AMP' }).click();
  await expect(page).toHaveTitle(/^opened phonewallet:\/\/wc\?requestId=\d+&sessionTopic=/);
  await expect(stakeOf(page).getByText('Worth now')).toBeVisible();
  await context.close();
});

test('nothing of it is loaded before it is chosen, and the policy lets in the relay alone', async ({
  page,
}) => {
  const scripts: string[] = [];
  page.on('response', async (response) => {
    if (response.request().resourceType() === 'script') scripts.push(await response.text());
  });
  const ofClient = () => scripts.filter((text) => text.includes('wc_sessionPropose'));
  const response = await page.goto(`${stack.baseUrl}/stake`);
  const policy = response?.headers()['content-security-policy'] ?? '';
  expect(policy).toContain(`connect-src 'self' ${relay.url};`);
  expect(policy).toContain("frame-src 'none'");
  await connectButton(page).click();
  await expect(page.getByRole('dialog').getByText('WalletConnect')).toBeVisible();
  await page.waitForLoadState('networkidle');
  expect(scripts.length).toBeGreaterThan(5);
  expect(ofClient()).toEqual([]);
  await page.getByRole('dialog').getByText('WalletConnect').click();
  await codeOf(page);
  expect(ofClient()).not.toEqual([]);
});

test('without a project id it is not offered', async ({ page, baseURL }) => {
  await page.goto(`${baseURL}/stake`);
  await connectButton(page).click();
  await expect(page.getByRole('dialog').getByText('Demo wallet')).toBeVisible();
  await expect(page.getByRole('dialog').getByText('WalletConnect')).toHaveCount(0);
});
