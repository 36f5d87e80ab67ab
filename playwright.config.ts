import { defineConfig } from '@playwright/test';
import { findBrowser } from './build/browser.ts';

const asRoot = process.getuid?.() === 0;
const browser = findBrowser();

/**
 * `specs/` describe the product and run in both projects; `web/` and `electron/` hold what only one of them has. No spec waits
 * for a length of time: all wait for states, with deadlines far beyond what is normal.
 */
export default defineConfig({
  testDir: 'e2e',
  outputDir: 'test-results/e2e',
  fullyParallel: false,
  workers: 1,
  retries: 0,
  forbidOnly: Boolean(process.env.CI),
  timeout: 120_000,
  expect: { timeout: 20_000 },
  reporter: [['list'], ['json', { outputFile: process.env.MULLION_E2E_REPORT ?? 'test-results/reports/e2e.json' }]],
  use: {
    actionTimeout: 20_000,
    // Nobody can look at one of a fresh machine's run, and recording takes a tenth of its time.
    trace: process.env.CI ? 'off' : 'retain-on-failure',
    screenshot: 'only-on-failure',
    viewport: { width: 2560, height: 1440 },
    launchOptions: {
      ...(browser !== null && { executablePath: browser }),
      args: [
        ...(asRoot ? ['--no-sandbox'] : []),
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
  },
  projects: [
    { name: 'web', testMatch: ['specs/**/*.spec.ts', 'web/**/*.spec.ts'] },
    // Without pictures: Playwright takes one of each page before it closes them, and waits 5 s in vain for the hidden anchor's.
    { name: 'electron', testMatch: ['specs/**/*.spec.ts', 'electron/**/*.spec.ts'], use: { screenshot: 'off' } },
    // No test of the product: it takes the pictures of the README.
    { name: 'pictures', testMatch: 'pictures/**/*.spec.ts', use: { screenshot: 'off' } },
  ],
});
