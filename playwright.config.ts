import { defineConfig, devices } from '@playwright/test';

const phone = { ...devices['Pixel 7'], defaultBrowserType: undefined };

/**
 * A real chain, the built app and a real browser, started once for all (`e2e/support/global-setup.ts`). Tests run one
 * at a time: they share a chain whose clock some of them turn.
 */
export default defineConfig({
  testDir: 'e2e',
  globalSetup: './e2e/support/global-setup.ts',
  workers: 1,
  fullyParallel: false,
  forbidOnly: Boolean(process.env.CI),
  retries: 0,
  timeout: 90_000,
  expect: { timeout: 15_000 },
  use: {
    baseURL: process.env.E2E_BASE_URL,
    launchOptions: {
      executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
      args: ['--no-sandbox', '--disable-background-networking', '--disable-component-update'],
    },
    trace: 'retain-on-failure',
    screenshot: 'only-on-failure',
  },
  projects: [
    { name: 'desktop', use: { viewport: { width: 1440, height: 900 } }, testIgnore: /phone\.spec\.ts/ },
    { name: 'phone', use: phone, testMatch: /phone\.spec\.ts/ },
  ],
});
