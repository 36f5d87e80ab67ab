/**
 * The scrolling list of rows: the only file that knows the virtualiser. What the scroll position does is decided in pin.ts
 * (the geometry is drawn there); here it is measured and obeyed.
 *
 *   person: wheel, key, scroll bar ──► intent ─┐
 *   scroller: scroll ──────────────► scrolled ─┼─► step() ─► stay │ to-bottom │ keep-anchor
 *   commit (layout effect), sizes ──► changed ─┘
 */
import {
  type ReactElement,
  type ReactNode,
  type Ref,
  useCallback,
  useImperativeHandle,
  useLayoutEffect,
  useRef,
  useState,
} from 'react';
import { type CustomContainerComponentProps, Virtualizer } from 'virtua';
import { type Anchor, anchorMoved, firstSeen } from './anchor.ts';
import { listen } from './intent.ts';
import { type Pin, type PinEvent, pinned, step } from './pin.ts';
import type { Row } from './rows.ts';
import { stageTo } from './stages.ts';

/** Height (px) of what stands above the first row; see `.timeline-head`. */
export const HEAD_HEIGHT = 28;
/** Rows drawn beyond what is seen, for a person who scrolls. While pinned there are none: many panes are, all day. */
const BUFFER_ROWS = 10;
/** Nearer to the top than this (px), older events are asked for. */
const NEAR_TOP = 600;

export interface MessageListHandle {
  toNewest(): void;
}

export type MessageListProps = {
  rows: readonly Row[];
  /** The height of a row of one line (px): an estimate for rows that were never measured. */
  rowHeight: number;
  label: string;
  /** The pane has no composer: its focus comes here. */
  takesFocus: boolean;
  /** Stands above the first row: where the channel begins, or that older events are being loaded. */
  head: ReactNode;
  children: (row: Row, index: number) => ReactElement;
  /** Told when the list is at the bottom, or no longer. */
  onPinned(atBottom: boolean): void;
  /** The person is near the first row. */
  onNearTop(): void;
  ref?: Ref<MessageListHandle>;
};

/**
 * Moves the position, and tells the virtualiser at once: the browser tells of a scroll with the next frame only, and the
 * rows that are seen now would be missing from this one.
 */
function moveTo(element: HTMLElement, top: number): void {
  const before = element.scrollTop;
  element.scrollTop = top;
  if (element.scrollTop !== before) element.dispatchEvent(new Event('scroll'));
}

/** The element that holds the rows; the scroller around it carries the name. */
function Feed({ style, children, ref }: CustomContainerComponentProps) {
  return (
    <div role="feed" style={style} ref={ref}>
      {children}
    </div>
  );
}

export function MessageList({ rows, rowHeight, label, takesFocus, head, children, onPinned, onNearTop, ref }: MessageListProps) {
  const scroller = useRef<HTMLDivElement>(null);
  const pin = useRef<Pin>(pinned);
  const last = useRef<{ top: number; anchor: Anchor | null }>({ top: 0, anchor: null });
  const tell = useRef({ onPinned, onNearTop });
  const [reading, setReading] = useState(false);
  const [stage, setStage] = useState(() => stageTo([], rows));
  if (stage.goal !== rows) setStage(stageTo(stage.rows, rows));

  const feed = useCallback((event: PinEvent) => {
    const element = scroller.current;
    if (!element) return;
    const before = pin.current.mode;
    const { pin: next, act } = step(pin.current, event);
    pin.current = next;
    if (act === 'to-bottom') moveTo(element, element.scrollHeight - element.clientHeight);
    else if (act === 'keep-anchor') moveTo(element, element.scrollTop + anchorMoved(element, last.current.anchor));
    last.current = { top: element.scrollTop, anchor: next.mode === 'pinned' ? null : firstSeen(element) };
    if ((before === 'pinned') !== (next.mode === 'pinned')) setReading(next.mode !== 'pinned');
    if ((before === 'reading') !== (next.mode === 'reading')) tell.current.onPinned(next.mode !== 'reading');
    if (element.clientHeight > 0 && element.scrollTop < NEAR_TOP) tell.current.onNearTop();
  }, []);
  const changed = useCallback(() => {
    const moved = (scroller.current?.scrollTop ?? 0) - last.current.top;
    feed({ type: 'changed', moved, at: performance.now() });
  }, [feed]);

  useLayoutEffect(() => {
    tell.current = { onPinned, onNearTop };
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: runs after each commit that may have moved a row
  useLayoutEffect(() => {
    changed();
    if (stage.rows !== stage.goal) setStage(stageTo(stage.rows, stage.goal));
  }, [stage, rowHeight, head, changed]);
  useLayoutEffect(() => {
    const element = scroller.current;
    return element ? listen(element, feed, () => last.current.top) : undefined;
  }, [feed]);

  useImperativeHandle(ref, () => ({
    toNewest: () => feed({ type: 'jump' }),
  }));

  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for form controls
    <div
      className="timeline-scroller"
      ref={scroller}
      role="group"
      aria-label={label}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard (WCAG 2.1.1)
      tabIndex={0}
      data-pane-focus={takesFocus || undefined}
    >
      <div className="timeline-head">{head}</div>
      <Virtualizer
        as={Feed}
        data={stage.rows}
        shift={stage.shift}
        itemSize={rowHeight}
        bufferSize={reading ? rowHeight * BUFFER_ROWS : 0}
        startMargin={HEAD_HEIGHT}
        onResize={changed}
      >
        {children}
      </Virtualizer>
    </div>
  );
}
