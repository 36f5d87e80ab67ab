/** What the application writes down of itself. */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { conversation } from '../fixtures/cast.ts';
import { expect, test } from '../fixtures/test.ts';
import { killPage, loggedEvents } from './main-process.ts';

const SAID = 'zanzibar-quartz offer 99.125';
const HEARD = 'zanzibar-quartz bid 99.100';
const DRAFT = 'zanzibar-quartz not yet said';

test('log files tell what happened, and nothing of what people wrote', async ({ signedIn, electron, server }) => {
  const window = await signedIn();
  const title = (await window.titles()).find((each) => !conversation(each).feed && !conversation(each).direct) ?? '';
  const pane = window.pane(title);
  await pane.send(SAID);
  await expect(pane.message(SAID)).toBeVisible();
  const other = await server.speaker(conversation(title).others[0] ?? '');
  await other.say(title, HEARD);
  await expect(pane.message(HEARD)).toBeVisible();
  await pane.composer.fill(DRAFT);

  // What goes wrong is what is written down most.
  await killPage(electron.application, 'anchor.html');
  const engines = async () => (await loggedEvents(electron.application)).filter((event) => event === 'engine.ready').length;
  await expect.poll(engines).toBe(2);

  const folder = join(electron.profile, 'logs');
  const written = (await Promise.all((await readdir(folder)).map((file) => readFile(join(folder, file), 'utf8')))).join('');
  expect(written).toContain('anchor.gone');
  expect(written).not.toMatch(/zanzibar|quartz|99\.1/);
});
