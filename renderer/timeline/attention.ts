/**
 * Whether a person is looking at this window: it has the focus, it is on screen, and they have touched keyboard or
 * pointer lately. Showing a message is not reading it.
 */
import { useSyncExternalStore } from 'react';

/** Someone who has touched nothing for this long (ms) may have gone. */
export const IDLE_MS = 60_000;

type Page = { focused: boolean; shown: boolean; activeAt: number };

/** Pure: whether someone is looking, and until when that holds if nothing more happens (ms). */
export function looking({ focused, shown, activeAt }: Page, now: number): { looking: boolean; until: number } {
  const until = activeAt + IDLE_MS;
  return { looking: focused && shown && now < until, until };
}

const listeners = new Set<() => void>();
const signs = ['pointerdown', 'pointermove', 'keydown', 'wheel', 'touchstart'] as const;
let page: Page = { focused: false, shown: false, activeAt: 0 };
let isLooking = false;
let timer: number | undefined;

function judge(): void {
  const now = Date.now();
  const judged = looking(page, now);
  window.clearTimeout(timer);
  if (judged.looking) timer = window.setTimeout(judge, judged.until - now + 1);
  if (judged.looking === isLooking) return;
  isLooking = judged.looking;
  for (const listener of listeners) listener();
}

function active(): void {
  const now = Date.now();
  // A pointer moves many times a second: once a second is enough to know.
  if (isLooking && now - page.activeAt < 1_000) return;
  page = { ...page, activeAt: now };
  judge();
}

function seen(): void {
  const [focused, shown] = [document.hasFocus(), document.visibilityState === 'visible'];
  page = { focused, shown, activeAt: focused && !page.focused ? Date.now() : page.activeAt };
  judge();
}

function start(): void {
  for (const sign of signs) window.addEventListener(sign, active, { passive: true, capture: true });
  for (const change of ['focus', 'blur'] as const) window.addEventListener(change, seen);
  document.addEventListener('visibilitychange', seen);
  seen();
}

function subscribe(listener: () => void): () => void {
  if (listeners.size === 0) start();
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
    if (listeners.size) return;
    for (const sign of signs) window.removeEventListener(sign, active, { capture: true });
    for (const change of ['focus', 'blur'] as const) window.removeEventListener(change, seen);
    document.removeEventListener('visibilitychange', seen);
    window.clearTimeout(timer);
  };
}

/** Whether a person is looking at this window now. */
export function useLooking(): boolean {
  return useSyncExternalStore(subscribe, () => isLooking);
}
