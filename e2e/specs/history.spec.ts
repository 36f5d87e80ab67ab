import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '../fixtures/test.ts';
import { ScrollWitness } from '../pages/scroll-witness.ts';

/** A folder of IRC logs; by default the days that come with the product. */
const logs = process.env.MULLION_IRC ?? join(import.meta.dirname, '..', '..', 'samples', 'ubuntu-irc');

test('scrolling from the newest message to the oldest shows every message once, in order', async ({ server, signedIn }) => {
  test.setTimeout(1_800_000);
  expect(existsSync(logs), logs).toBe(true);
  await server.command('import', 'irc', logs, '--channel', 'ubuntu', '--members', 'mara');
  const mara = await server.speaker('mara');
  const written = await mara.messageIds('ubuntu');
  expect(written.length).toBeGreaterThan(3_000);

  const window = await signedIn();
  await window.sidebar.channel('ubuntu').click();
  const pane = window.pane('ubuntu');
  await expect(pane.composer).toBeFocused();
  const witness = await ScrollWitness.watch(pane.timeline, written);
  await pane.scroller.focus();
  await witness.untilSeenAll(() => window.page.keyboard.press('PageUp'));
  expect(await witness.report()).toEqual({ seen: written.length, disorder: [] });
});
