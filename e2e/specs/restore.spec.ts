import { conversation } from '../fixtures/cast.ts';
import { expect, test, YOU } from '../fixtures/test.ts';
import type { AppWindow } from '../pages/app-window.ts';

/** Writes without sending, and waits until this computer has it on disk. */
async function draft(window: AppWindow, title: string, text: string): Promise<void> {
  await window.pane(title).composer.fill(text);
  await expect.poll(() => window.stored()).toContain(text);
}

/** Closes panes, and waits until the layout without them is on disk. */
async function close(window: AppWindow, ...titles: string[]): Promise<void> {
  for (const title of titles) {
    const pane = window.pane(title);
    // As a layout names it: what a pane that was closed has looked at is kept, in case it is brought back.
    const named = `"id":"${await pane.id()}"`;
    await expect.poll(() => window.stored()).toContain(named);
    await pane.choose('Close pane');
    await expect.poll(() => window.stored()).not.toContain(named);
  }
}

/** Two panes that one can write in. */
async function twoPanes(window: AppWindow): Promise<[string, string]> {
  await expect(window.panes).toHaveCount(12);
  const [one, other] = (await window.titles()).filter((title) => !conversation(title).feed);
  if (one === undefined || other === undefined) throw new Error('There are not two panes to write in.');
  return [one, other];
}

test('a draft is still in its pane after a reload, and in no other', async ({ signedIn }) => {
  const window = await signedIn();
  const [one, other] = await twoPanes(window);
  await draft(window, one, 'half a thought');
  await window.reload();
  await window.until('workspace');
  await expect(window.pane(one).composer).toHaveValue('half a thought');
  await expect(window.pane(other).composer).toHaveValue('');
});

test('B6 a draft whose pane was closed is in the next pane of its conversation', async ({ signedIn }) => {
  const window = await signedIn();
  const [one] = await twoPanes(window);
  await draft(window, one, 'not for the bin');
  await window.pane(one).choose('Close pane');
  await expect(window.panes).toHaveCount(11);
  await window.sidebar.channel(one).click();
  await expect(window.pane(one).composer).toHaveValue('not for the bin');
  await window.reload();
  await window.until('workspace');
  await expect(window.pane(one).composer).toHaveValue('not for the bin');
});

test('the panes are where they were after a reload', async ({ signedIn }) => {
  const window = await signedIn();
  await close(window, ...(await twoPanes(window)));
  await expect(window.panes).toHaveCount(10);
  const before = await window.titles();
  await window.reload();
  await window.until('workspace');
  await expect(window.panes).toHaveCount(10);
  expect(await window.titles()).toEqual(before);
});

test('drafts and panes are there when the application is started again', async ({ app, signedIn, server }) => {
  const window = await signedIn();
  const [one, other] = await twoPanes(window);
  await close(window, other);
  await draft(window, one, 'for tomorrow');
  const before = await window.titles();

  const again = await app.restart({ server: server.url, ticket: await server.ticket(YOU) });
  await again.until('workspace');
  await expect(again.pane(one).composer).toHaveValue('for tomorrow');
  expect(await again.titles()).toEqual(before);
  await expect(again.status).toContainText(/Local history back to \d/);
});
