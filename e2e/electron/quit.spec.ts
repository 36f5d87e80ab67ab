/** The application ends when it is told to, at whatever moment, and whatever has gone wrong before. */
import { once } from 'node:events';
import type { ElectronApplication } from '@playwright/test';
import { uncaughtErrors } from '../desktop/application-log.ts';
import { expect, test } from '../fixtures/test.ts';
import { callDesktop, visibleWindows } from './main-process.ts';

/** Tells it to end; resolves when it has. */
async function quit(application: ElectronApplication): Promise<void> {
  const ended = once(application.process(), 'exit');
  await application.evaluate(({ app }) => app.quit()).catch(() => undefined);
  await ended;
}

test('it ends when it is told to, as soon as it can be told', async ({ electron, server }) => {
  for (let times = 0; times < 3; times++) {
    await electron.open({ server: server.url, ticket: await server.ticket('mara') });
    await quit(electron.application);
  }
});

test('an error that nobody has caught is written down, and holds up nothing', async ({ electron, signedIn, server }) => {
  const window = await signedIn();
  const { application } = electron;
  electron.forgive('thrown for a test');
  await application.evaluate(() => {
    setTimeout(() => {
      throw new Error('thrown for a test');
    });
    void Promise.reject(new Error('also thrown for a test'));
  });
  await expect.poll(() => uncaughtErrors(electron.profile)).toHaveLength(2);
  const speaker = await server.speaker('kaur');
  await speaker.say('fx-spot', 'said after an error');
  await expect(window.pane('fx-spot').message('said after an error')).toHaveCount(1);
  await callDesktop(application, 'openWindow');
  await expect.poll(async () => (await visibleWindows(application)).length).toBe(2);
  await quit(application);
});
