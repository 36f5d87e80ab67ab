/** Where one was, without a connection: what is read is on this computer. */
import { join } from 'node:path';
import { expect, test } from '../fixtures/test.ts';
import { rested, scrollBack, topOf } from '../pages/reading.ts';

const logs = join(import.meta.dirname, '..', '..', 'samples', 'ubuntu-irc');

test.use({ startedWith: { keyring: true } });

test('A5 without a connection, too, what was being read stands where it stood after everything was killed', async ({
  electron,
  server,
  network,
}) => {
  await server.command('user', 'add', 'ines', '--name', 'Ines Reader', '--firm', 'Corvid Capital Markets');
  await server.command('import', 'irc', logs, '--channel', 'quiet-evening', '--members', 'ines');
  const window = await electron.open({ server: network.url, ticket: await server.ticket('ines') });
  await window.until('workspace');
  const seen = await scrollBack(window.pane('quiet-evening'), 700);
  await expect.poll(() => window.stored()).toContain(`"anchor":{"seq":${seen.seq},`);
  await electron.kill();
  network.cut();

  const again = await electron.open({ server: network.url });
  await again.until('workspace');
  await expect(again.status).toContainText('Offline since');
  const pane = again.pane('quiet-evening');
  await expect.poll(() => topOf(pane, seen.seq)).not.toBeNull();
  await rested(pane);
  expect(Math.abs(((await topOf(pane, seen.seq)) ?? Number.NaN) - seen.top)).toBeLessThanOrEqual(1);
  // What follows is here, too.
  await pane.scroller.press('Shift+Escape');
  await expect(pane.root.getByRole('button', { name: /newest|new$/ })).toHaveCount(0);
});
