/** How long it takes until another desk is there: from the key to the paint of the last of its panes, in whichever window. */
import type { Page } from '@playwright/test';

/** Presses Ctrl+Alt and the digit in the first of the windows, and waits until so many panes of channels are painted, each with messages (ms). */
export async function switchTook(windows: readonly Page[], digit: number, panes: number): Promise<number> {
  const [first] = windows;
  if (!first) throw new Error('There is no window.');
  for (const page of windows) await page.evaluate(watch);
  await first.keyboard.press(`Control+Alt+${digit}`);
  for (;;) {
    const seen = await Promise.all(windows.map((page) => page.evaluate(read)));
    const total = seen.reduce((sum, { full }) => sum + full, 0);
    const pressedAt = Math.max(...seen.map((each) => each.pressedAt));
    if (total === panes && seen.every(({ turned }) => turned)) {
      for (const page of windows) await page.evaluate(stop);
      return Math.max(...seen.map(({ at }) => at)) - pressedAt;
    }
    // Asking too often would take the time that is measured.
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

type Watched = { window: string; pressedAt: number; full: number; at: number; turned: boolean };

/** Runs in the page: notes the key, and after each frame how many panes have messages. */
function watch(): void {
  const watched: Watched = { window: document.documentElement.dataset.window ?? '', pressedAt: 0, full: 0, at: 0, turned: false };
  Object.assign(globalThis, { watched });
  const isOver = (): boolean => (globalThis as unknown as { watched: Watched }).watched !== watched;
  const heard = (event: KeyboardEvent): void => {
    if (!isOver() && event.code.startsWith('Digit')) watched.pressedAt = performance.timeOrigin + event.timeStamp;
  };
  addEventListener('keydown', heard, { capture: true });
  const look = (): void => {
    if (isOver()) {
      removeEventListener('keydown', heard, { capture: true });
      return;
    }
    const full = document.querySelectorAll('[data-pane][data-channel]:has([data-row])').length;
    const window = document.documentElement.dataset.window ?? '';
    if (window !== '' && window !== watched.window) watched.turned = true;
    if (watched.turned && full !== watched.full) {
      watched.full = full;
      // A task posted from an animation frame runs after that frame was painted.
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => {
        watched.at = performance.timeOrigin + performance.now();
      };
      port2.postMessage(null);
    }
    requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}

/** Runs in the page. `turned`: the window is another than when the watch began, and painted. */
function read(): { pressedAt: number; full: number; at: number; turned: boolean } {
  const { watched } = globalThis as unknown as { watched: Watched };
  return { pressedAt: watched.pressedAt, full: watched.full, at: watched.at, turned: watched.turned && watched.at > 0 };
}

/** Runs in the page: what watches would itself take time from what comes next. */
function stop(): void {
  Object.assign(globalThis, { watched: null });
}
