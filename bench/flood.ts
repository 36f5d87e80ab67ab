/** How a window feels while a flood comes in: 32 panes, 1,000 messages a second through server and engine, one person typing. */
import type { Page } from '@playwright/test';
import { openBrowser } from './harness/browser.ts';
import { realTexts } from './harness/conversation.ts';
import { type Felt, meter } from './harness/page-meter.ts';
import type { Bench } from './harness/report.ts';
import { startServer } from './harness/server.ts';
import { median, percentile } from './harness/statistics.ts';
import { servePlainPanes } from './limits/plain-panes.ts';
import { connectRaw } from './load/raw-client.ts';
import { connectSenders } from './load/senders.ts';

const PANES = 32;
const RATE = 1000;
const ROUNDS = 5;
const VIEWPORT = { width: 2560, height: 1440 };

export const bench: Bench = {
  what: `one window, ${PANES} panes, ${RATE} msg/s through server and engine, typing in one composer (median of ${ROUNDS})`,
  bundled: true,
  goal: 'fps ≥ 0.9 of the limit; long tasks ≤ the limit’s + 1',

  async run({ seconds, data, say }) {
    const texts = realTexts(data);
    const browser = await openBrowser();
    const limit = await plain(await browser.newPage({ viewport: VIEWPORT }), texts, seconds, say);

    const server = await startServer({ people: 41, channels: PANES });
    const page = await browser.newPage({ viewport: VIEWPORT });
    const [own] = await server.tickets(1);
    await page.goto(`${server.url}/#ticket=${encodeURIComponent(own ?? '')}`);
    await fillPanes(page);
    const [mine, ...others] = await server.tokens(41);
    const receipts = new Map<string, number>();
    const observer = await connectRaw(server.url, {
      token: mine ?? '',
      onEvents: (json, at) => {
        for (const match of json.matchAll(/"id":"([0-9a-f-]{36})"/g)) receipts.set(match[1] ?? '', at);
      },
    });
    const senders = await connectSenders(server.url, others, texts);
    const rounds: (Felt & { receiptToPaintMs: number[] })[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      await page.locator('[data-pane][data-active="true"] textarea').focus();
      const sending = senders.send(RATE, seconds + 2);
      const felt = await meter(page, seconds, '[data-row]');
      await sending;
      const receiptToPaintMs = felt.rowPaints.flatMap(({ key, at }) => {
        const received = receipts.get(key.split(' ')[1] ?? '');
        return received === undefined ? [] : [at - received];
      });
      rounds.push({ ...felt, receiptToPaintMs });
      say(`product: ${felt.fps.toFixed(1)} fps, ${felt.longTasks} long tasks, ${receiptToPaintMs.length} rows painted`);
    }
    observer.close();
    senders.close();
    await browser.close();
    await server.stop();
    const of = (pick: (round: (typeof rounds)[number]) => number): number => median(rounds.map(pick));
    return [
      { name: 'fps', value: of((round) => round.fps), unit: '1/s', limit: median(limit.map((round) => round.fps)) },
      {
        name: 'long_tasks',
        value: of((round) => round.longTasks),
        unit: '',
        limit: median(limit.map((round) => round.longTasks)),
      },
      {
        name: 'key_to_paint_p99_ms',
        value: of((round) => percentile(round.keyToPaintMs, 0.99)),
        unit: 'ms',
        limit: median(limit.map((round) => percentile(round.keyToPaintMs, 0.99))),
      },
      { name: 'receipt_to_paint_p99_ms', value: of((round) => percentile(round.receiptToPaintMs, 0.99)), unit: 'ms' },
    ];
  },
};

async function plain(page: Page, texts: readonly string[], seconds: number, say: (line: string) => void): Promise<Felt[]> {
  const served = await servePlainPanes(PANES, RATE, texts);
  await page.goto(served.url);
  await page.locator('html[data-ready="workspace"]').waitFor();
  const rounds: Felt[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    await page.locator('textarea').first().focus();
    const felt = await meter(page, seconds, null);
    rounds.push(felt);
    say(`limit: ${felt.fps.toFixed(1)} fps, ${felt.longTasks} long tasks`);
  }
  await page.close();
  served.close();
  return rounds;
}

/** Splits the first desk until every channel has its pane, by the keys that people use. */
async function fillPanes(page: Page): Promise<void> {
  await page.locator('html[data-ready="workspace"]').waitFor({ timeout: 60_000 });
  const panes = page.locator('[data-pane][data-channel]');
  await panes.first().waitFor();
  for (let have = await panes.count(); have < PANES; have++) {
    const shown = await panes.evaluateAll((all) => all.map((pane) => pane.getAttribute('aria-label')));
    const next = Array.from({ length: PANES }, (_, channel) => `bench-${channel}`).find(
      (name) => !shown.some((label) => label?.endsWith(name)),
    );
    // The largest pane is split, so that the grid stays even.
    const largest = await panes.evaluateAll((all) => {
      const areas = all.map((pane) => pane.getBoundingClientRect().width * pane.getBoundingClientRect().height);
      return areas.indexOf(Math.max(...areas));
    });
    await panes.nth(largest).locator('textarea').focus();
    const box = await panes.nth(largest).boundingBox();
    await page.keyboard.press(box && box.width > box.height * 1.5 ? 'Control+Alt+r' : 'Control+Alt+d');
    await page.keyboard.press('Control+k');
    await page.keyboard.type(next ?? '');
    await page.keyboard.press('Enter');
    await panes.nth(have).waitFor();
  }
}
