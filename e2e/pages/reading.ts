/** Where somebody is in a pane's timeline: what stands where, measured as it is seen. */
import { expect, type Locator } from '@playwright/test';
import type { AppWindow } from './app-window.ts';
import type { Pane } from './pane.ts';

/** The first message that begins within the view: its seq, and how far below the upper edge (px). Null while there is none. */
export function firstInView(pane: Pane): Promise<{ seq: number; top: number } | null> {
  return pane.scroller.evaluate((scroller) => {
    const edge = scroller.getBoundingClientRect().top;
    for (const row of scroller.querySelectorAll('[data-seq]:not(.line-system)')) {
      const top = row.getBoundingClientRect().top - edge;
      if (top >= 0) return { seq: Number(row.getAttribute('data-seq')), top };
    }
    return null;
  });
}

/** How far below the upper edge a message stands (px); null while it is not drawn. */
export function topOf(pane: Pane, seq: number): Promise<number | null> {
  return pane.scroller.evaluate((scroller, wanted) => {
    const row = scroller.querySelector(`[data-seq="${wanted}"]`);
    return row ? row.getBoundingClientRect().top - scroller.getBoundingClientRect().top : null;
  }, seq);
}

/** The seq of the message that the "new" line stands above; null where there is none. */
export function lineAbove(pane: Pane): Promise<number | null> {
  return pane.scroller.evaluate((scroller) => {
    const row = scroller.querySelector('.unread-line')?.parentElement?.querySelector('[data-seq]');
    return row ? Number(row.getAttribute('data-seq')) : null;
  });
}

/** What is selected in a composer, also while it has no focus. */
export function selectionIn(composer: Locator): Promise<[number | null, number | null]> {
  return composer.evaluate((field) =>
    field instanceof HTMLTextAreaElement ? [field.selectionStart, field.selectionEnd] : [null, null],
  );
}

/** Scrolls up by keys until a message that far before the newest is in view, and rests. Answers what is first in view then. */
export async function scrollBack(pane: Pane, messages: number): Promise<{ seq: number; top: number }> {
  const newest = await pane.scroller.evaluate((scroller) =>
    Math.max(...[...scroller.querySelectorAll('[data-seq]')].map((row) => Number(row.getAttribute('data-seq')))),
  );
  await pane.scroller.focus();
  for (;;) {
    const seen = await firstInView(pane);
    if (seen && seen.seq <= newest - messages) break;
    await pane.page.keyboard.press('PageUp');
    await rested(pane);
  }
  // Away from where pages begin.
  for (let press = 0; press < 3; press += 1) await pane.page.keyboard.press('ArrowDown');
  await rested(pane);
  const seen = await firstInView(pane);
  if (!seen) throw new Error('No message is in view.');
  return seen;
}

/** Resolves when what is in view has stood still for some frames. */
export async function rested(pane: Pane): Promise<void> {
  await pane.scroller.evaluate(async (scroller) => {
    const frame = () => new Promise(requestAnimationFrame);
    const now = () => scroller.scrollHeight - scroller.scrollTop;
    for (let last = now(), still = 0; still < 12; ) {
      await frame();
      still = Math.abs(now() - last) < 0.5 ? still + 1 : 0;
      last = now();
    }
  });
}

/** The message stands where it stood, to a pixel, and stays there. */
export async function expectAt(pane: Pane, { seq, top }: { seq: number; top: number }): Promise<void> {
  await expect.poll(() => topOf(pane, seq)).not.toBeNull();
  await expect.poll(async () => Math.abs(((await topOf(pane, seq)) ?? Number.NaN) - top)).toBeLessThanOrEqual(1);
  await rested(pane);
  expect(Math.abs(((await topOf(pane, seq)) ?? Number.NaN) - top)).toBeLessThanOrEqual(1);
  expect((await firstInView(pane))?.seq).toBe(seq);
}

/** The place of a pane is on disk. */
export async function placeStored(window: AppWindow, seq: number): Promise<void> {
  await expect.poll(() => window.stored()).toContain(`"anchor":{"seq":${seq},`);
}
