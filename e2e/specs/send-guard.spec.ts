/** X5 and A8: an Enter sends only where the text was begun, who listens is said before, and keys without a field send nothing. */
import { randomUUID } from 'node:crypto';
import type { Page } from '@playwright/test';
import { EventId } from '../../shared/model.ts';
import { seeded } from '../../testing/seeded.ts';
import { expect, test } from '../fixtures/test.ts';
import type { AppWindow } from '../pages/app-window.ts';

const SEED = Number(process.env.MULLION_SEED ?? 7);
const STEPS = 80;
/** The random steps look often: most of what they wait for is there at once. */
const OFTEN = { intervals: [10, 20, 40, 80] };

test('X5 Enter right after the caret came arms and says so; the second one sends, a held one does not', async ({
  app,
  signedIn,
}) => {
  const window = await signedIn();
  const { page } = window;
  const pane = window.pane('desk-london');
  const notSent = pane.root.getByRole('alert').filter({ hasText: 'Not sent. Enter again sends to #desk-london' });
  const text = `guarded in ${app.edition}`;

  await pane.composer.click();
  await page.keyboard.type(text);
  await test.step('the first one arms', async () => {
    await page.keyboard.press('F6');
    await page.keyboard.press('Shift+F6');
    await page.keyboard.press('Enter');
    await expect(notSent).toBeVisible();
    await expect(pane.composer).toHaveAccessibleDescription(/Enter again sends to #desk-london/);
    await expect(pane.composer).toHaveValue(text);
  });
  await test.step('Escape lets it be', async () => {
    await page.keyboard.press('Escape');
    await expect(notSent).toHaveCount(0);
    await expect(pane.composer).toBeFocused();
  });
  await test.step('one that is held passes nothing', async () => {
    await page.keyboard.press('F6');
    await page.keyboard.press('Shift+F6');
    for (let repeats = 0; repeats < 20; repeats += 1) await page.keyboard.down('Enter');
    await expect(notSent).toBeVisible();
    await page.keyboard.up('Enter');
    await expect(pane.composer).toHaveValue(text);
    await expect(pane.message(text)).toHaveCount(0);
  });
  await test.step('the second one sends', async () => {
    await pane.sendArmed();
    await expect(pane.message(text)).toBeVisible();
    await expect(notSent).toHaveCount(0);
  });
  await test.step('after a rest the first one sends', async () => {
    await pane.caretRests();
    await page.keyboard.type(`at once in ${app.edition}`);
    await page.keyboard.press('Enter');
    await expect(pane.composer).toHaveValue('');
    await expect(pane.message(`at once in ${app.edition}`)).toBeVisible();
  });
  await test.step('what was begun elsewhere is not sent at once, however long the caret has rested', async () => {
    await page.keyboard.type('begun he');
    await window.pane('vol').composer.focus();
    await page.keyboard.type('re');
    await window.pane('vol').caretRests();
    await page.keyboard.press('Enter');
    await expect(window.pane('vol').root.getByRole('alert')).toContainText('this may be meant for #desk-london');
    await expect(window.pane('vol').composer).toHaveValue('re');
    for (const each of [window.pane('vol'), pane]) await each.composer.fill('');
  });
});

test('A8 keys that are typed while no field has the focus send nothing, write nothing, and say which key goes there', async ({
  signedIn,
}) => {
  const window = await signedIn();
  const { page } = window;
  const pane = window.pane('desk-london');
  const offer = pane.root.getByRole('status').filter({ hasText: 'Nothing was typed' });
  const written = () =>
    page.getByRole('textbox').evaluateAll((all) => all.filter((each) => 'value' in each && each.value !== '').length);

  await pane.composer.click();
  await expect(page).toHaveTitle(/desk-london · Mullion$/);
  await pane.scroller.focus();
  await page.keyboard.type('hello');
  await expect(offer).toContainText('Enter (or F2) puts it into #desk-london');
  expect(await written()).toBe(0);
  await page.keyboard.press('Enter');
  await expect(pane.composer).toBeFocused();
  await expect(pane.composer).toHaveValue('');
  await expect(offer).toHaveCount(0);

  // A control's Enter is its own.
  await pane.root.getByRole('button', { name: /^Pane menu/ }).focus();
  await page.keyboard.type('x');
  await expect(offer).toContainText('F2 puts it into #desk-london');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('menu')).toBeVisible();
  await page.keyboard.press('Escape');
  await page.keyboard.press('F2');
  await expect(pane.composer).toBeFocused();
  expect(await written()).toBe(0);
});

test('X5 who came since one last spoke is said before one speaks, with their firm', async ({ app, server, signedIn }) => {
  const okoye = await server.speaker('okoye');
  const pell = await server.speaker('pell');
  const window = await signedIn();
  const pane = window.pane('desk-london');
  const joined = pane.root.getByRole('status').filter({ hasText: 'Joined since your last message' });
  await pane.send(`among ourselves in ${app.edition}`);
  await expect(pane.message(`among ourselves in ${app.edition}`)).toBeVisible();
  await expect(joined).toHaveCount(0);
  const channel = okoye.channel('desk-london').id;
  const anId = () => EventId.parse(randomUUID());
  await okoye.call('invite', { channel, id: anId(), person: pell.me.id });
  try {
    await expect(joined).toContainText(`${pell.me.name} (Halden)`);
    await expect(pane.root.getByText('outside: Halden')).toBeVisible();
    // Only where one is about to write.
    await window.pane('vol').composer.click();
    await expect(joined).toHaveCount(0);
    await pane.send(`in company in ${app.edition}`);
    await expect(joined).toHaveCount(0);
  } finally {
    await pell.call('leave', { channel, id: anId() });
  }
});

test(`X5 ${STEPS} random steps: nothing lands elsewhere than where it was begun (seed ${SEED})`, async ({
  app,
  server,
  signedIn,
}) => {
  test.setTimeout(120_000);
  const okoye = await server.speaker('okoye');
  const window = await signedIn();
  const person = new Person(window, seeded(SEED), app.edition);
  for (let step = 0; step < STEPS; step += 1) {
    if (step % 10 === 0) await okoye.say('rates-eur', `meanwhile ${step} in ${app.edition}`);
    await person.does();
  }
  const mara = await server.speaker('mara');
  const landed: string[] = [];
  for (const channel of new Set(person.begun.values()))
    landed.push(...(await mara.texts(channel)).map((text) => `${channel} ${text}`));
  const own = landed.filter((each) => each.includes(person.mark));
  const strayed = own.filter((each) =>
    [...each.matchAll(/\[([^\]]+)\]/g)].some(([, word]) => person.begun.get(word ?? '') !== each.split(' ')[0]),
  );
  expect(strayed).toEqual([]);
  expect(own.length).toBe(person.sent);
  expect(person.sent).toBeGreaterThan(5);
  expect(person.armed).toBeGreaterThan(1);
});

type Caret = { channel: string; text: string; guard: string };

/** Where the caret is: null in no composer. */
function caretIn(page: Page): Promise<Caret | null> {
  return page.evaluate(() => {
    const field = document.activeElement;
    if (!(field instanceof HTMLTextAreaElement)) return null;
    const channel = field.closest<HTMLElement>('[data-pane]')?.dataset.channel ?? '';
    return { channel, text: field.value, guard: field.dataset.guard ?? '' };
  });
}

/** Someone who writes and moves about by keys, and does not look at where the caret is, unless told that nothing was sent. */
class Person {
  /** Where each word's text was begun. */
  readonly begun = new Map<string, string>();
  readonly mark: string;
  sent = 0;
  armed = 0;
  #text: { channel: string } | null = null;
  #words = 0;
  readonly #window: AppWindow;
  readonly #random: () => number;

  constructor(window: AppWindow, random: () => number, edition: string) {
    this.#window = window;
    this.#random = random;
    this.mark = `[${edition}${SEED}-`;
  }

  async does(): Promise<void> {
    const chance = this.#random();
    if (chance < 0.42) await this.#type();
    else if (chance < 0.75) await this.#enter();
    else if (chance < 0.9) await this.#go();
    else await this.#beMoved();
  }

  async #type(): Promise<void> {
    const caret = await caretIn(this.#window.page);
    if (caret) this.#text ??= { channel: caret.channel };
    this.#words += 1;
    const word = `${this.mark}${this.#words}]`;
    if (this.#text) this.begun.set(word.slice(1, -1), this.#text.channel);
    await this.#window.page.keyboard.type(word);
  }

  async #enter(): Promise<void> {
    const { page } = this.#window;
    // Half of them without a moment's rest.
    if (this.#random() < 0.5)
      await expect.poll(async () => (await caretIn(page))?.guard ?? 'resting', OFTEN).not.toBe('settling');
    const before = await caretIn(page);
    await page.keyboard.press('Enter');
    if (!before?.text) return;
    const isArmed = await this.#waitsForSecond();
    if (isArmed) {
      this.armed += 1;
      const isOwn = this.#text?.channel === before.channel && this.#isOfOneText(before);
      if (isOwn) await this.#window.activePane.sendArmed();
      else return this.#tidyUp();
    }
    this.sent += 1;
    this.#text = null;
  }

  /** Looks, takes out what does not belong there, and begins anew. */
  async #tidyUp(): Promise<void> {
    const { composer } = this.#window.activePane;
    await this.#window.page.keyboard.press('Escape');
    await composer.click();
    await composer.fill('');
    this.#text = null;
  }

  /** Whether the composer is empty after a first Enter, or waits for a second. */
  async #waitsForSecond(): Promise<boolean> {
    const look = async () => {
      const caret = await caretIn(this.#window.page);
      return caret?.guard === 'armed' ? 'armed' : caret?.text === '' ? 'sent' : 'neither';
    };
    await expect.poll(look, OFTEN).not.toBe('neither');
    return (await look()) === 'armed';
  }

  #isOfOneText({ text, channel }: Caret): boolean {
    return [...text.matchAll(/\[([^\]]+)\]/g)].every(([, word]) => this.begun.get(word ?? '') === channel);
  }

  /** By keys of one's own: what one writes then is begun there. */
  async #go(): Promise<void> {
    const keys = ['F6', 'Shift+F6', 'Control+Alt+ArrowRight', 'Control+Alt+ArrowDown', 'Control+Alt+Shift+ArrowLeft'];
    const key = keys[Math.floor(this.#random() * keys.length)] ?? 'F6';
    await this.#window.page.keyboard.press(key);
    await expect.poll(() => this.#window.activePane.hasFocus(), OFTEN).toBe(true);
    const caret = await caretIn(this.#window.page);
    if (caret?.channel !== this.#text?.channel) this.#text = null;
  }

  /** By something else, unseen. */
  async #beMoved(): Promise<void> {
    const fields = this.#window.page.locator('[data-pane] textarea');
    await fields.nth(Math.floor(this.#random() * (await fields.count()))).evaluate((field) => {
      if (field instanceof HTMLElement) field.focus();
    });
  }
}
