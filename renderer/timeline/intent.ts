/** What a person means to do with the scroll position, told from the events that they cause (and nothing else does). */
import type { PinEvent } from './pin.ts';

type Direction = 'up' | 'down' | 'either';

const keys: Record<string, Direction> = {
  ArrowUp: 'up',
  PageUp: 'up',
  Home: 'up',
  ArrowDown: 'down',
  PageDown: 'down',
  End: 'down',
  Tab: 'either',
};

/** The direction meant, or null where the event is not about scrolling this element. */
export function intentOf(event: Event, scroller: HTMLElement): Direction | null {
  if (event instanceof WheelEvent) {
    if (event.ctrlKey || event.deltaY === 0) return null;
    return event.deltaY < 0 ? 'up' : 'down';
  }
  if (event instanceof KeyboardEvent) {
    const direction = event.key === ' ' ? (event.shiftKey ? 'up' : 'down') : (keys[event.key] ?? null);
    return event.target === scroller || event.key === 'Tab' ? direction : null;
  }
  return event.type === 'touchmove' ? 'either' : null;
}

/**
 * Feeds the pin with what the person does and how the position moves; `lastTop` is the position as the list left it. A
 * position that moves up while a button is held is the person's doing too: the scroll bar, or a selection that is drawn.
 * Returns how to stop.
 */
export function listen(scroller: HTMLElement, feed: (event: PinEvent) => void, lastTop: () => number): () => void {
  const stop = new AbortController();
  const { signal } = stop;
  const passive = { passive: true, signal };
  let held = false;
  const mean = (direction: Direction) => {
    feed({ type: 'intent', direction, can: scroller.scrollTop > 0, at: performance.now() });
  };
  const intent = (event: Event) => {
    const direction = intentOf(event, scroller);
    if (direction) mean(direction);
  };
  for (const type of ['touchmove', 'keydown']) scroller.addEventListener(type, intent, passive);
  // Not passive, so that a scroll begins after we have heard of it: on a busy page the pin would else take it back. Only the
  // first event of a scroll is waited for.
  scroller.addEventListener('wheel', intent, { passive: false, signal });
  scroller.addEventListener('pointerdown', () => (held = true), passive);
  for (const type of ['pointerup', 'pointercancel'] as const) window.addEventListener(type, () => (held = false), passive);
  // A release over a scroll bar may go unheard: the next move tells.
  window.addEventListener('pointermove', ({ buttons }) => (held &&= buttons !== 0), passive);
  // Heard before the virtualiser hears it: it draws rows, and a measurement after that would lay the page out once more.
  scroller.addEventListener(
    'scroll',
    ({ isTrusted }) => {
      if (!isTrusted) return;
      const { scrollTop, scrollHeight, clientHeight } = scroller;
      const moved = scrollTop - lastTop();
      if (held && moved < 0) mean('either');
      feed({ type: 'scrolled', distance: scrollHeight - clientHeight - scrollTop, moved, at: performance.now() });
    },
    { ...passive, capture: true },
  );
  scroller.addEventListener(
    'keydown',
    (event) => {
      if (event.key !== 'End' || event.target !== scroller) return;
      event.preventDefault();
      feed({ type: 'jump' });
    },
    { signal },
  );
  return () => stop.abort();
}
