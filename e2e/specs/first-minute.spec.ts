import { conversation } from '../fixtures/cast.ts';
import type { Speaker } from '../fixtures/speaker.ts';
import { expect, test } from '../fixtures/test.ts';

test('twelve panes stand in one 2560×1440 window, and what is said in each conversation appears in its pane', async ({
  signedIn,
  server,
}) => {
  const window = await signedIn();
  expect(await window.page.evaluate(() => [innerWidth, innerHeight])).toEqual([2560, 1440]);
  await expect(window.panes).toHaveCount(12);
  const titles = await window.titles();
  for (const title of titles) await expect(window.pane(title).root).toBeInViewport({ ratio: 1 });

  const speakers = new Map<string, Speaker>();
  for (const title of titles) {
    const [handle = ''] = conversation(title).others;
    const speaker = speakers.get(handle) ?? (await server.speaker(handle));
    speakers.set(handle, speaker);
    await speaker.say(await window.pane(title).channel(), `spoken in ${title}`);
  }
  for (const title of titles) await expect(window.pane(title).message(`spoken in ${title}`)).toBeInViewport();
});

test('what is written into each pane is sent to its conversation and to no other', async ({ signedIn, server }) => {
  const window = await signedIn();
  const titles = (await window.titles()).filter((title) => !conversation(title).feed);
  for (const title of titles) await window.pane(title).send(`written to ${title}`);
  for (const title of titles) {
    await expect(window.pane(title).message(`written to ${title}`)).toBeVisible();
    await expect(window.pane(title).message('written to ')).toHaveCount(1);
  }
  for (const title of titles) {
    const channel = await window.pane(title).channel();
    const speaker = await server.speaker(conversation(title).others[0] ?? '');
    await expect
      .poll(() => speaker.texts(channel).then((texts) => texts.filter((text) => text.startsWith('written to '))))
      .toEqual([`written to ${title}`]);
    speaker.leave();
  }
});

test('a feed can be read, and says that only its feed writes to it', async ({ signedIn }) => {
  const window = await signedIn();
  const pane = window.pane('macro-news');
  await expect(pane.root).toContainText('Only its feed writes to this channel.');
  await expect(pane.composer).toHaveCount(0);
});
