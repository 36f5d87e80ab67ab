import { expect, test } from 'vitest';
import type { Bus } from '../bus/bus.ts';
import type { BusValue } from '../bus/wire-format.ts';
import { openBodyMarkup } from './body-markup.ts';

/** A bus on which the daemon answers with this, or refuses. */
function busThat(answers: () => Promise<readonly BusValue[]>): Bus {
  const nothing = (): void => undefined;
  return { call: answers, signal: nothing, listen: async () => undefined, onMessage: nothing, answer: nothing, close: nothing };
}

test('text is taken for markup on Linux until the daemon says that it is not, and elsewhere never', async () => {
  expect(openBodyMarkup('darwin', () => null).isRead()).toBe(false);
  let capabilities = ['actions', 'body'];
  const markup = openBodyMarkup('linux', () => busThat(async () => [capabilities]));
  expect(markup.isRead()).toBe(true);
  markup.ask();
  await expect.poll(markup.isRead).toBe(false);
  capabilities = ['body', 'body-markup'];
  markup.ask();
  await expect.poll(markup.isRead).toBe(true);
});

test('where nobody answers, or with something else, it stays as it was', async () => {
  for (const answers of [() => Promise.reject(new Error('no daemon')), async () => [], async () => ['body']]) {
    const markup = openBodyMarkup('linux', () => busThat(answers));
    markup.ask();
    await new Promise(setImmediate);
    expect(markup.isRead()).toBe(true);
  }
});
