import type { Page } from '@playwright/test';

/** What a page felt like over a stretch of time. */
export type Felt = { fps: number; longTasks: number; keyToPaintMs: number[]; rowPaints: { key: string; at: number }[] };

/**
 * Types into the focused field for some seconds, ten keys a second, and meters the page meanwhile: animation frames, tasks over
 * 50 ms (Long Tasks API), the time from a key to the paint that follows it, and when rows (matched by `rowSelector`, named by
 * `data-row`) were painted, in ms of Date.now.
 */
export async function meter(page: Page, seconds: number, rowSelector: string | null): Promise<Felt> {
  await page.evaluate((selector) => {
    const felt = {
      frames: 0,
      started: performance.now(),
      longTasks: 0,
      keys: [] as number[],
      rows: [] as { key: string; at: number }[],
      on: true,
    };
    Object.assign(globalThis, { felt });
    /** A task posted from an animation frame runs after that frame was painted. */
    const afterPaint = (then: () => void): void => {
      requestAnimationFrame(() => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = then;
        port2.postMessage(null);
      });
    };
    const frame = (): void => {
      felt.frames++;
      if (felt.on) requestAnimationFrame(frame);
    };
    requestAnimationFrame(frame);
    new PerformanceObserver((list) => {
      felt.longTasks += list.getEntries().length;
    }).observe({ type: 'longtask' });
    addEventListener('keydown', (event) => afterPaint(() => felt.keys.push(performance.now() - event.timeStamp)), true);
    if (!selector) return;
    new MutationObserver((changes) => {
      const keys: string[] = [];
      for (const change of changes)
        for (const node of change.addedNodes) {
          if (!(node instanceof HTMLElement)) continue;
          const rows = node.matches(selector) ? [node] : [...node.querySelectorAll<HTMLElement>(selector)];
          for (const row of rows) keys.push(row.dataset.row ?? '');
        }
      if (keys.length) afterPaint(() => felt.rows.push(...keys.map((key) => ({ key, at: Date.now() }))));
    }).observe(document.body, { childList: true, subtree: true });
  }, rowSelector);
  const text = 'two way in bunds please ';
  const ends = Date.now() + seconds * 1000;
  for (let at = 0; Date.now() < ends; at++) {
    const key = text[at % text.length] ?? ' ';
    const began = Date.now();
    await page.keyboard.type(key);
    await new Promise((resolve) => setTimeout(resolve, Math.max(0, began + 100 - Date.now())));
  }
  return page.evaluate(() => {
    const { felt } = globalThis as unknown as {
      felt: {
        frames: number;
        started: number;
        longTasks: number;
        keys: number[];
        rows: { key: string; at: number }[];
        on: boolean;
      };
    };
    felt.on = false;
    return {
      fps: felt.frames / ((performance.now() - felt.started) / 1000),
      longTasks: felt.longTasks,
      keyToPaintMs: felt.keys,
      rowPaints: felt.rows,
    };
  });
}
