import { expect, test } from '../fixtures/test.ts';

const ROOM = 'desk-london';

test('what is written without a connection waits in words, and is sent once and in order when it is back', async ({
  app,
  signedIn,
  server,
  network,
}) => {
  const window = await signedIn(undefined, network);
  const pane = window.pane(ROOM);
  await expect(window.status).toContainText('Connected');

  network.cut();
  await expect(window.status).toContainText('Offline since');
  const texts = ['waits 1', 'waits 2', 'waits 3'].map((text) => `${text} (${app.edition})`);
  for (const text of texts) await pane.send(text);
  for (const text of texts) await expect(pane.message(text)).toContainText('queued');
  await expect(window.status).toContainText('3 messages wait to be sent');

  network.restore();
  await expect(window.status).toContainText('Connected', { timeout: 60_000 });
  for (const text of texts) await expect(pane.message(text)).not.toContainText(/queued|sending/);
  const speaker = await server.speaker('okoye');
  const sent = (await speaker.texts(ROOM)).filter((text) => texts.includes(text));
  expect(sent).toEqual(texts);
});

test('what others say meanwhile is there after the connection is back, in order and once', async ({
  app,
  signedIn,
  server,
  network,
}) => {
  const window = await signedIn(undefined, network);
  const pane = window.pane(ROOM);
  const speaker = await server.speaker('okoye');
  await expect(window.status).toContainText('Connected');
  network.cut();
  await expect(window.status).toContainText('Offline since');
  const texts = Array.from({ length: 5 }, (_, at) => `missed ${at} (${app.edition})`);
  for (const text of texts) await speaker.say(ROOM, text);

  network.restore();
  for (const text of texts) await expect(pane.message(text)).toHaveCount(1, { timeout: 60_000 });
  const shown = await pane.timeline
    .getByRole('article')
    .filter({ hasText: /missed \d/ })
    .allTextContents();
  expect(shown.map((text) => /missed \d/.exec(text)?.[0])).toEqual(texts.map((text) => /missed \d/.exec(text)?.[0]));
});

test('“Try now” connects at once', async ({ signedIn, network }) => {
  const window = await signedIn(undefined, network);
  network.cut();
  // After a few vain tries it waits longer between them: time enough to ask for the next one.
  await expect(window.status).toContainText(/trying again in (8|9|[1-9]\d) s/, { timeout: 90_000 });
  network.restore();
  await window.status.getByRole('button', { name: 'Try now' }).click({ timeout: 5_000 });
  await expect(window.status).toContainText('Connected');
});
