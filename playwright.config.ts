import { defineConfig, devices } from '@playwright/test';
import { ofWorker, WORKERS } from './e2e/support/stacks';

const phone = { ...devices['Pixel 7'], defaultBrowserType: undefined };

/** Whether a phone does all that a desktop does: `npm run test:e2e:all`. It is what takes longest. */
const all = process.env.E2E_ALL === '1';

/**
 * A real chain, the built app and a real browser for each worker, started once (`e2e/support/global-setup.ts`). A worker
 * runs one test at a time: they share a chain whose clock some of them turn. On a phone, each operation's happy path and
 * what resumes after a reload always run; its faults too when `all` is asked for, as do tests that are called thorough.
 */
export default defineConfig({
  testDir: 'e2e',
  testMatch: '**/*.spec.ts',
  globalSetup: './e2e/support/global-setup.ts',
  workers: WORKERS,
  fullyParallel: false,
  forbidOnly: Boolean(process.env.CI),
  retries: 0,
  timeout: 90_000,
  expect: { timeout: 15_000 },
  use: {
    baseURL: ofWorker('BASE_URL'),
    launchOptions: {
      executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-background-networking',
        '--disable-component-update',
      ],
    },
    trace: 'retain-on-failure',
    screenshot: 'only-on-failure',
  },
  projects: [
    {
      name: 'desktop',
      use: { viewport: { width: 1440, height: 900 } },
      testIgnore: /phone\.spec\.ts/,
      ...(all ? {} : { grepInvert: /@thorough/ }),
    },
    {
      name: 'phone',
      use: phone,
      testMatch:
        /(phone|every-action|actions-.*|changed-quote|left-behind|endings|wallet-changes|staking|faults)\.spec\.ts/,
      ...(all ? {} : { grep: /@phone/ }),
    },
  ],
});
