/**
 * What one pane has of its channel. All panes that are at the bottom, or near it, share the part that ends at the newest; a pane that
 * reads further back has a part of its own, around what it reads, which grows both ways until the two meet and become one:
 *
 *   log   ──────────[ apart: around the anchor ]- - - - ►  ◄- - -[ newest: shared, follows the log ]
 *
 *   waiting ─► newest   nothing is known of an anchor, or the shared part holds it
 *          └─► apart ─► newest   they have met, or the person has jumped to the newest
 *   newest ─► apart   too much came at once and the shared part began anew, while the person reads what it had before
 */
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { EngineInput, LogPage } from '../../shared/engine-api.ts';
import { toProblem } from '../../shared/errors.ts';
import type { Seq } from '../../shared/model.ts';
import type { TimelineState } from './timeline.ts';
import { extendedBy, holds, joined, leftBehind, type TimelinePart } from './timeline-part.ts';

/** Events around the anchor that a pane is opened with: more than a tall pane shows, above as below. */
export const AROUND = 300;
/** Events that follow when a person scrolls on. */
export const NEWER_PAGE = 500;
/** An anchor that is not here, and cannot be fetched, may come with the first sync: it is asked for once more after this long (ms). */
export const PATIENCE_MS = 1_500;

export type PaneTimelineParts = {
  /** The channel's part that ends at the newest. */
  newest: StoreApi<TimelineState>;
  /** The event to open around; null: open at the newest. */
  around: Promise<Seq | null>;
  page(at: EngineInput<'page'>['at'], limit: number): Promise<LogPage>;
  /** The pane's part has met the newest one: from now on they are one. */
  absorb(whole: TimelinePart): void;
  /** The person is away from the bottom of this pane. */
  isReading(): boolean;
};

export interface PaneTimeline {
  readonly store: Pick<StoreApi<TimelineState>, 'getState' | 'subscribe'>;
  /** Whether the pane has a part of its own. */
  isApart(): boolean;
  /** Extends its own part. */
  older(): void;
  newer(): void;
  /** Shows the newest instead of its own part. */
  leave(): void;
  /** Shows the part around an event, however far back. False: it is not here, and could not be fetched. */
  seek(seq: Seq): Promise<boolean>;
  stop(): void;
}

export function createPaneTimeline({ newest, around, page, absorb, isReading }: PaneTimelineParts): PaneTimeline {
  type Mode = { name: 'waiting'; anchor: Seq | null | undefined; asked: boolean } | { name: 'newest' } | { name: 'apart' };
  let mode: Mode = { name: 'waiting', anchor: undefined, asked: false };
  let patience: ReturnType<typeof setTimeout> | undefined;
  const store = createStore<TimelineState>(() => ({ ...newest.getState(), status: 'opening', events: [] }));

  const showNewest = (): void => {
    clearTimeout(patience);
    mode = { name: 'newest' };
    store.setState(newest.getState(), true);
  };
  const standApart = (part: TimelinePart): void => {
    mode = { name: 'apart' };
    store.setState({ ...part, atNewest: false, status: 'open', problem: null, older: 'idle', newer: 'idle' }, true);
    meet();
  };
  /** Becomes one with the newest part, if the two touch. */
  const meet = (): void => {
    const whole = joined(store.getState(), newest.getState());
    if (!whole) return;
    mode = { name: 'newest' };
    absorb(whole);
    store.setState(newest.getState(), true);
  };
  const settle = async (waiting: Extract<Mode, { name: 'waiting' }>): Promise<void> => {
    const now = newest.getState();
    const { anchor } = waiting;
    if (anchor === undefined || now.status === 'opening') return;
    if (now.status === 'failed') {
      store.setState(now, true);
      return;
    }
    if (anchor === null || holds(now, anchor)) {
      showNewest();
      return;
    }
    if (waiting.asked) return;
    waiting.asked = true;
    if (await openAround(waiting, anchor)) return;
    patience = setTimeout(
      () => void openAround(waiting, anchor).then((opened) => !opened && mode === waiting && showNewest()),
      PATIENCE_MS,
    );
  };
  /** Opens a part of its own around an event. False: that is not here, and could not be fetched. */
  const openAround = async (waiting: Mode, anchor: Seq): Promise<boolean> => {
    const found = await page({ around: anchor }, AROUND).catch((error: unknown) => {
      console.warn('Where a pane was could not be opened.', error);
      return null;
    });
    if (mode !== waiting) return true;
    const part = found && { events: found.events, hasOlder: found.hasOlder, atNewest: false };
    if (!part || !holds(part, anchor)) return false;
    standApart(part);
    return true;
  };
  const seek = async (seq: Seq): Promise<boolean> => {
    if (holds(store.getState(), seq)) return true;
    if (mode.name === 'apart' && holds(newest.getState(), seq)) {
      showNewest();
      return true;
    }
    const before = mode;
    const found = await page({ around: seq }, AROUND);
    const part = { events: found.events, hasOlder: found.hasOlder, atNewest: false };
    if (mode !== before || mode.name === 'waiting' || !holds(part, seq)) return holds(store.getState(), seq);
    standApart(part);
    return true;
  };
  const stops = [
    newest.subscribe((now, before) => {
      if (now.status === 'opening' && mode.name !== 'waiting') showNewest();
      else if (mode.name === 'waiting') void settle(mode);
      else if (mode.name === 'apart') meet();
      else if (isReading() && leftBehind(before, now)) standApart(before);
      else store.setState(now, true);
    }),
  ];
  void around.then((anchor) => {
    if (mode.name !== 'waiting') return;
    mode.anchor = anchor;
    void settle(mode);
  });

  /** Fetches a page on one side; what is told meanwhile of the newest part may have made the two one. */
  const extend = async (side: 'older' | 'newer'): Promise<void> => {
    const { events, status, [side]: reach } = store.getState();
    const edge = side === 'older' ? events[0] : events.at(-1);
    if (mode.name !== 'apart' || status !== 'open' || !edge || reach === 'loading') return;
    store.setState({ [side]: 'loading' });
    try {
      const found = await page(side === 'older' ? { before: edge.seq } : { after: edge.seq }, NEWER_PAGE);
      if (mode.name !== 'apart') return;
      const part = extendedBy(store.getState(), found);
      const reachesFloor = side === 'older' && found.events.length === 0 && !found.missing;
      store.setState({ ...part, ...(reachesFloor && { hasOlder: found.hasOlder }), [side]: found.missing ? 'missing' : 'idle' });
      meet();
    } catch (error) {
      if (mode.name === 'apart') store.setState({ [side]: 'missing', problem: toProblem(error) });
    }
  };

  return {
    store,
    isApart: () => mode.name === 'apart',
    older: () => void extend('older'),
    newer: () => void extend('newer'),
    leave: showNewest,
    seek,
    stop() {
      clearTimeout(patience);
      mode = { name: 'newest' };
      for (const stop of stops) stop();
    },
  };
}
