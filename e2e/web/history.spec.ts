import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '../fixtures/test.ts';
import { ScrollWitness } from '../pages/scroll-witness.ts';

/** A folder of IRC logs; by default the days that come with the product. */
const logs = process.env.MULLION_IRC ?? join(import.meta.dirname, '..', '..', 'samples', 'ubuntu-irc');

test('scrolling from the newest message to the oldest shows every message once, in order', async ({ app, server, signedIn }) => {
  test.setTimeout(3_000_000);
  expect(existsSync(logs), logs).toBe(true);
  // Someone with one channel has one large pane.
  await server.command('user', 'add', 'reader', '--name', 'Rea Reader', '--firm', 'Corvid Capital Markets');
  await server.command('import', 'irc', logs, '--channel', 'ubuntu', '--members', 'reader');
  const reader = await server.speaker('reader');
  const written = await reader.messageIds('ubuntu');
  expect(written.length).toBeGreaterThan(3_000);

  const window = await signedIn('reader');
  // A tall window: whole years are scrolled in minutes.
  if (app.edition === 'web') await window.page.setViewportSize({ width: 1400, height: 3600 });
  const pane = window.pane('ubuntu');
  await pane.scroller.focus();
  const witness = await ScrollWitness.watch(pane.timeline, written);
  await witness.untilSeenAll(() => window.page.keyboard.press('PageUp'));
  expect(await witness.report()).toEqual({ seen: written.length, disorder: [] });
});
