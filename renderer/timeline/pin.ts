/**
 * The pin to the bottom. Pure: what a timeline's scroll position does next follows from whether it was pinned, what the
 * person meant, and what has changed. MessageList.tsx obeys.
 *
 *     ┌───────────────┐ 0                     pinned   the newest row touches the bottom edge, whatever arrives
 *     │ older events  │                       leaving  the person has begun to scroll up; nothing has moved yet
 *   ┌─┼───────────────┼─┐ scrollTop           reading  the person is up here: the first row that is seen (the anchor)
 *   │ │ anchor row    │ │                              stays where it is, whatever arrives above or below
 *   │ │    …          │ │ clientHeight
 *   └─┼───────────────┼─┘
 *     │ newer events  │  } distance = scrollHeight - clientHeight - scrollTop
 *     └───────────────┘ scrollHeight
 *
 * Only a person's intent unpins. A scroll event alone never does: content that grows, panes that are resized and our own
 * corrections cause scroll events too.
 */

/** `since`: when the person began to scroll up (ms). */
export type Pin = { mode: 'pinned' } | { mode: 'leaving'; since: number } | { mode: 'reading' };

export type PinEvent =
  /** The person turns the wheel, presses a key or takes the scroll bar. `can`: there is room to scroll that way. */
  | { type: 'intent'; direction: 'up' | 'down' | 'either'; can: boolean; at: number }
  /** The position is another one. `moved`: by how much (px; up is negative). */
  | { type: 'scrolled'; distance: number; moved: number; at: number }
  /** Rows or sizes have changed, and have been laid out. */
  | { type: 'changed'; at: number }
  /** The person asks for the newest. */
  | { type: 'jump' };

export type PinAct = 'stay' | 'to-bottom' | 'keep-anchor';

/** Nearer to the bottom than this (px) is the bottom: positions may be fractions. */
export const AT_BOTTOM = 1.5;
/** A person who scrolls down and comes this near (px) has arrived: the bottom may be moving away. */
export const ARRIVED = 8;
/** An intent to scroll up that has moved nothing in this time (ms) was none. */
export const LEAVING_MS = 400;

export const pinned: Pin = { mode: 'pinned' };

/** The next pin, and what to do with the scroll position. */
export function step(pin: Pin, event: PinEvent): { pin: Pin; act: PinAct } {
  switch (event.type) {
    case 'jump':
      return { pin: pinned, act: 'to-bottom' };
    case 'intent':
      if (event.direction === 'down' || !event.can || pin.mode === 'reading') return { pin, act: 'stay' };
      return { pin: { mode: 'leaving', since: event.at }, act: 'stay' };
    case 'scrolled':
      return scrolled(pin, event);
    case 'changed':
      if (pin.mode === 'pinned' || ranOut(pin, event.at)) return { pin: pinned, act: 'to-bottom' };
      return { pin, act: 'keep-anchor' };
  }
}

function scrolled(pin: Pin, event: Extract<PinEvent, { type: 'scrolled' }>): { pin: Pin; act: PinAct } {
  const atBottom = event.distance <= AT_BOTTOM;
  if (pin.mode === 'reading')
    return event.distance <= ARRIVED && event.moved > 0 ? { pin: pinned, act: 'to-bottom' } : { pin, act: 'stay' };
  if (pin.mode === 'leaving') {
    if (event.moved < 0 && !atBottom) return { pin: { mode: 'reading' }, act: 'stay' };
    return ranOut(pin, event.at) ? { pin: pinned, act: 'to-bottom' } : { pin, act: 'stay' };
  }
  return { pin, act: atBottom ? 'stay' : 'to-bottom' };
}

function ranOut(pin: Pin, at: number): boolean {
  return pin.mode === 'leaving' && at - pin.since > LEAVING_MS;
}
