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

/**
 * `since`: when the person began to scroll up; `meant`: when they last meant to move (ms). While that is recent the position
 * is theirs: a scroll is on its way that the page may not have been told of yet, and correcting it would take it back.
 */
export type Pin = { mode: 'pinned' } | { mode: 'leaving'; since: number } | { mode: 'reading'; meant: number };

export type PinEvent =
  /** The person turns the wheel, presses a key or takes the scroll bar. `can`: there is room to scroll that way. */
  | { type: 'intent'; direction: 'up' | 'down' | 'either'; can: boolean; at: number }
  /** The position is another one. `moved`: by how much since it was last known (px; up is negative). */
  | { type: 'scrolled'; distance: number; moved: number; at: number }
  /** Rows or sizes have changed, and have been laid out. */
  | { type: 'changed'; moved: number; at: number }
  /** The person asks for the newest. */
  | { type: 'jump' }
  /** The person asks for one message, which is about to be brought into view. */
  | { type: 'sought'; at: number };

export type PinAct = 'stay' | 'to-bottom' | 'keep-anchor';

/** Nearer to the bottom than this (px) is the bottom: positions may be fractions. */
export const AT_BOTTOM = 1.5;
/** A person who scrolls down and comes this near (px) has arrived: the bottom may be moving away. */
export const ARRIVED = 8;
/** An intent to scroll up that has moved nothing in this time (ms) was none. */
export const LEAVING_MS = 600;
/** A movement that was meant may arrive, and go on, for this long (ms). */
export const MEANT_MS = 300;

export const pinned: Pin = { mode: 'pinned' };

type Next = { pin: Pin; act: PinAct };

/** The next pin, and what to do with the scroll position. */
export function step(pin: Pin, event: PinEvent): Next {
  switch (event.type) {
    case 'jump':
      return { pin: pinned, act: 'to-bottom' };
    case 'sought':
      return { pin: { mode: 'reading', meant: event.at }, act: 'stay' };
    case 'intent':
      return { pin: intended(pin, event), act: 'stay' };
    case 'scrolled':
      return scrolled(pin, event);
    case 'changed':
      return changed(pin, event);
  }
}

function intended(pin: Pin, { direction, can, at }: Extract<PinEvent, { type: 'intent' }>): Pin {
  if (pin.mode === 'reading') return { mode: 'reading', meant: at };
  return direction === 'down' || !can ? pin : { mode: 'leaving', since: at };
}

function scrolled(pin: Pin, { distance, moved, at }: Extract<PinEvent, { type: 'scrolled' }>): Next {
  const atBottom = distance <= AT_BOTTOM;
  switch (pin.mode) {
    case 'reading':
      if (distance <= ARRIVED && moved > 0) return { pin: pinned, act: 'to-bottom' };
      return { pin: moved === 0 ? pin : { mode: 'reading', meant: at }, act: 'stay' };
    case 'leaving':
      if (moved < 0 && !atBottom) return { pin: { mode: 'reading', meant: at }, act: 'stay' };
      return ranOut(pin, at) ? { pin: pinned, act: 'to-bottom' } : { pin, act: 'stay' };
    case 'pinned':
      return { pin, act: atBottom ? 'stay' : 'to-bottom' };
  }
}

function changed(pin: Pin, { moved, at }: Extract<PinEvent, { type: 'changed' }>): Next {
  switch (pin.mode) {
    case 'pinned':
      return { pin, act: 'to-bottom' };
    case 'leaving':
      // The scroll has reached the layout before its event has reached us.
      if (moved < 0) return { pin: { mode: 'reading', meant: at }, act: 'stay' };
      return ranOut(pin, at) ? { pin: pinned, act: 'to-bottom' } : { pin, act: 'stay' };
    case 'reading':
      return { pin, act: at - pin.meant < MEANT_MS ? 'stay' : 'keep-anchor' };
  }
}

function ranOut(pin: Extract<Pin, { mode: 'leaving' }>, at: number): boolean {
  return at - pin.since > LEAVING_MS;
}
