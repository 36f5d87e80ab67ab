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
import { type CustomContainerComponentProps, Virtualizer, type VirtualizerHandle } from 'virtua';
import type { Seq } from '../../shared/model.ts';
import { type Anchor, anchorMoved, firstSeen, isInView } from './anchor.ts';
import { listen } from './intent.ts';
import { ARRIVED, type Pin, type PinEvent, pinned, step } from './pin.ts';
import { type Row, rowOf } from './rows.ts';
import { stageTo } from './stages.ts';

/** Height (px) of what stands above the first row; see `.timeline-head`. */
export const HEAD_HEIGHT = 28;
/** Rows drawn beyond what is seen, for a person who scrolls. While pinned there are none: many panes are, all day. */
const BUFFER_ROWS = 10;
/** A row that is not in view after so many frames does not come into it. */
const SHOWING_FRAMES = 60;
/** Nearer to an end than this (px), the events beyond it are asked for. */
const NEAR_END = 600;

export interface MessageListHandle {
  toNewest(): void;
  /** Brings a row into view, if it is not; `done` when it is, or cannot be. Returns how to stop. */
  show(key: string, done: () => void): () => void;
}

export type MessageListProps = {
  rows: readonly Row[];
  /** The event that it begins at, and how far below the upper edge its line then stands (px); null: at the bottom. */
  start: { seq: Seq; top: number } | null;
  /** The log goes on after the last row: the bottom is not the newest, and nothing is pinned to it. */
  hasNewer: boolean;
  /** The height of a row of one line (px): an estimate for rows that were never measured. */
  rowHeight: number;
  label: string;
  /** The pane has no composer: its focus comes here. */
  takesFocus: boolean;
  /** Stands above the first row: where the channel begins, or that older events are being loaded. */
  head: ReactNode;
  /** Stands below the last row, where the log goes on after it. */
  foot: ReactNode;
  children: (row: Row, index: number) => ReactElement;
  /** Told when the list is at the bottom, or no longer. */
  onPinned(atBottom: boolean): void;
  /** Told where the person is: the row that is read, null at the bottom. */
  onSeen(anchor: Anchor | null): void;
  /** The person is near the first row. */
  onNearTop(): void;
  /** The person is near the last row, and the log goes on after it. */
  onNearBottom(): void;
  /** The person asks for the newest, which is not among the rows. */
  onLeap(): void;
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

/** Before the person has moved, every scroll is the layout's own: the rows above have another height than was thought. */
function unmeant(event: PinEvent): PinEvent {
  return event.type === 'scrolled' ? { type: 'changed', moved: event.moved, at: event.at } : event;
}

/** While the newest is not among the rows, no scrolling arrives at it. */
function awayFromNewest(event: PinEvent): PinEvent {
  return event.type === 'scrolled' ? { ...event, distance: Number.POSITIVE_INFINITY } : event;
}

/** The element that holds the rows; the scroller around it carries the name. */
function Feed({ style, children, ref }: CustomContainerComponentProps) {
  return (
    <div role="feed" style={style} ref={ref}>
      {children}
    </div>
  );
}

/** The row to begin at, and about where it lies: rows that were never drawn are as high as they are estimated. */
function begin({ rows, start, rowHeight }: MessageListProps): { anchor: Anchor; scrollTop: number } | null {
  const found = start && rowOf(rows, start.seq);
  if (!found) return null;
  const { key, seq } = found.row;
  return { anchor: { key, seq, top: start.top }, scrollTop: HEAD_HEIGHT + found.at * rowHeight - start.top };
}

export function MessageList(props: MessageListProps) {
  const { rows, hasNewer, rowHeight, label, takesFocus, head, foot, children, ref } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const virtualizer = useRef<VirtualizerHandle>(null);
  const [beginning] = useState(() => begin(props));
  const pin = useRef<Pin>(beginning ? { mode: 'reading', meant: Number.NEGATIVE_INFINITY } : pinned);
  /** Where the list begins; held until the person means to move, for the rows around it are measured little by little. */
  const target = useRef(beginning?.anchor ?? null);
  const last = useRef<{ top: number; anchor: Anchor | null }>({ top: 0, anchor: target.current });
  const tell = useRef(props);
  const [reading, setReading] = useState(beginning !== null);
  const drawn = useRef<readonly Row[]>([]);
  const [stage, setStage] = useState(() => stageTo([], rows));
  if (stage.goal !== rows) setStage(stageTo(stage.rows, rows));

  const feed = useCallback((event: PinEvent) => {
    const element = scroller.current;
    // In a tab that is not seen nothing can be measured, and nobody scrolls.
    if (!element || element.clientHeight === 0) return;
    const { hasNewer: goesOn } = tell.current;
    if (event.type === 'jump' && goesOn) {
      tell.current.onLeap();
      return;
    }
    if (event.type === 'intent' || event.type === 'jump' || event.type === 'sought') target.current = null;
    const before = pin.current.mode;
    const { pin: next, act } = step(pin.current, target.current ? unmeant(event) : goesOn ? awayFromNewest(event) : event);
    pin.current = next;
    if (act === 'to-bottom') moveTo(element, element.scrollHeight - element.clientHeight);
    else if (act === 'keep-anchor') moveTo(element, element.scrollTop + anchorMoved(element, last.current.anchor));
    const anchor = next.mode === 'pinned' ? null : (target.current ?? firstSeen(element));
    last.current = { top: element.scrollTop, anchor };
    if ((before === 'pinned') !== (next.mode === 'pinned')) setReading(next.mode !== 'pinned');
    if ((before === 'reading') !== (next.mode === 'reading')) tell.current.onPinned(next.mode !== 'reading');
    if (next.mode !== 'leaving') tell.current.onSeen(anchor);
    if (element.scrollTop < NEAR_END) tell.current.onNearTop();
    const below = element.scrollHeight - element.clientHeight - element.scrollTop;
    if (goesOn && below < NEAR_END) tell.current.onNearBottom();
  }, []);
  const changed = useCallback(() => {
    const moved = (scroller.current?.scrollTop ?? 0) - last.current.top;
    feed({ type: 'changed', moved, at: performance.now() });
  }, [feed]);

  useLayoutEffect(() => {
    tell.current = props;
    drawn.current = stage.rows;
  });
  useLayoutEffect(() => {
    if (beginning && scroller.current) moveTo(scroller.current, beginning.scrollTop);
  }, [beginning]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: runs after each commit that may have moved a row
  useLayoutEffect(() => {
    changed();
    if (stage.rows !== stage.goal) setStage(stageTo(stage.rows, stage.goal));
  }, [stage, rowHeight, head, foot, changed]);
  useLayoutEffect(() => {
    const element = scroller.current;
    return element ? listen(element, feed, () => last.current.top) : undefined;
  }, [feed]);

  const bringIntoView = (element: HTMLElement, key: string): void => {
    const at = drawn.current.findIndex((row) => row.key === key);
    // A pane that was hidden until now has no size yet.
    if (at < 0 || element.clientHeight === 0) return;
    if (at === drawn.current.length - 1 && !tell.current.hasNewer) {
      feed({ type: 'jump' });
      return;
    }
    feed({ type: 'sought', at: performance.now() });
    virtualizer.current?.scrollToIndex(at, { align: 'center' });
  };
  useImperativeHandle(ref, () => ({
    toNewest: () => feed({ type: 'jump' }),
    show(key, done) {
      let frames = 0;
      let next = 0;
      const look = (): void => {
        const element = scroller.current;
        if (!element || isInView(element, key) || frames === SHOWING_FRAMES) {
          // Where the bottom is in view too, it stays so.
          const below = element ? element.scrollHeight - element.clientHeight - element.scrollTop : Number.NaN;
          if (below <= ARRIVED && !tell.current.hasNewer) feed({ type: 'jump' });
          done();
          return;
        }
        frames += 1;
        bringIntoView(element, key);
        next = requestAnimationFrame(look);
      };
      // The newest message is what one sees at the bottom: there it is read, and what follows it is seen.
      if (drawn.current.at(-1)?.key === key && !tell.current.hasNewer) feed({ type: 'jump' });
      look();
      return () => cancelAnimationFrame(next);
    },
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
      // The scroll bar may be taken, which is told by no other sign.
      onPointerDown={() => (target.current = null)}
    >
      <div className="timeline-head">{head}</div>
      <Virtualizer
        ref={virtualizer}
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
      {hasNewer && <div className="timeline-foot">{foot}</div>}
    </div>
  );
}
