/**
 * The timelines that are open in this window: one store per channel, shared by all of its panes here, opened with the
 * first and closed a moment after the last (so that moving a pane costs nothing). What a pane that reads further back has
 * beside it, is in pane-timeline.ts.
 *
 *   pane mounts ─► acquire ─► engine `open` ─► snapshot ─┐
 *   engine frame ───────────────────────────► diff ─────┼─► part (timeline-part.ts) ─► store
 *   engine is back (attach) ─► `open` again ─► merged ──┘      a diff that does not join ─► `open` again
 */
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Shared, TimelineDiff } from '../../shared/engine-api.ts';
import { type Problem, toProblem } from '../../shared/errors.ts';
import type { PaneId } from '../../shared/layout.ts';
import type { ChannelId, PersonId, Seq } from '../../shared/model.ts';
import type { EngineClient } from './engine.ts';
import { createPaneTimeline, type PaneTimeline } from './pane-timeline.ts';
import { appliedDiff, KEPT_EVENTS, mergedSnapshot, partOf, shortened, type TimelinePart, tooLong } from './timeline-part.ts';

/** Events that a pane is opened with. */
export const PAGE = 100;
/** How many older events a person who scrolls back gets at once: years of them are scrolled five times as fast as by hundreds. */
export const OLDER_PAGE = 500;
const MOST_OPENED = 1000;
/** A timeline that no pane shows stays open this long (ms). */
const LINGER_MS = 2_000;

export type TimelineState = TimelinePart & {
  status: 'opening' | 'open' | 'failed';
  problem: Problem | null;
  /** `missing`: nothing older is on this computer, and there is no connection to fetch it. */
  older: 'idle' | 'loading' | 'missing';
  /** The same for what follows; `none`: this is the part that ends at the newest. */
  newer: 'none' | 'idle' | 'loading' | 'missing';
};

export type TimelineStore = StoreApi<TimelineState>;

export interface Timelines {
  /**
   * What a pane shows of the channel, open from now on; `release` when it no longer does. `around`: the event that it was reading; it
   * shows nothing until that is known.
   */
  acquire(
    channel: ChannelId,
    pane: PaneId,
    around?: Promise<Seq | null>,
  ): { store: Pick<TimelineStore, 'getState' | 'subscribe'>; release: () => void };
  /** Fetches a page of older events for a pane, unless that is under way or there is none. */
  older(channel: ChannelId, pane: PaneId): void;
  /** The same with those that follow, for a pane whose part does not end at the newest. */
  newer(channel: ChannelId, pane: PaneId): void;
  /** Such a pane shows the part that does. */
  leave(channel: ChannelId, pane: PaneId): void;
  /** A pane shows the part of the log around an event. Resolves with false where that is not here and cannot be fetched. */
  seek(channel: ChannelId, pane: PaneId, seq: Seq): Promise<boolean>;
  /** Opens anew after a failure. */
  retry(channel: ChannelId): void;
  /** Tells whether a pane is at the bottom: while all are, old events are dropped. */
  attended(channel: ChannelId, pane: PaneId, atBottom: boolean): void;
}

type Entry = {
  store: TimelineStore;
  /** Pane -> whether it is at the bottom. */
  panes: Map<PaneId, boolean>;
  views: Map<PaneId, PaneTimeline>;
  opening: boolean;
  /** Diffs that came before the snapshot that they follow. */
  early: TimelineDiff[];
  linger: ReturnType<typeof setTimeout> | undefined;
};

/** Whether every pane that shows it is at the bottom. */
const atBottom = ({ panes }: Entry): boolean => [...panes.values()].every(Boolean);

const nothing: TimelineState = {
  events: [],
  hasOlder: false,
  atNewest: true,
  status: 'opening',
  problem: null,
  older: 'idle',
  newer: 'none',
};

export function createTimelines(engine: EngineClient): Timelines {
  const entries = new Map<ChannelId, Entry>();

  const open = async (channel: ChannelId, entry: Entry): Promise<void> => {
    if (entry.opening) return;
    entry.opening = true;
    const limit = Math.min(MOST_OPENED, Math.max(PAGE, entry.store.getState().events.length));
    try {
      const snapshot = await engine.call('open', { channel, limit });
      entry.store.setState((state) => ({
        ...(state.status === 'opening' ? partOf(snapshot) : mergedSnapshot(state, snapshot)),
        status: 'open',
        problem: null,
        older: 'idle',
      }));
      for (const diff of entry.early.splice(0)) apply(entry, diff);
    } catch (error) {
      entry.store.setState({ problem: toProblem(error), older: 'idle' });
      entry.store.setState(({ status, events }) => ({ status: status === 'open' && events.length ? 'open' : 'failed' }));
    } finally {
      entry.opening = false;
    }
  };

  /** Opens the newest events alone, so that the engine's part and ours begin at the same event again. */
  const shorten = async (channel: ChannelId, entry: Entry): Promise<void> => {
    if (entry.opening) return;
    entry.opening = true;
    try {
      const snapshot = await engine.call('open', { channel, limit: KEPT_EVENTS });
      entry.store.setState((state) => (atBottom(entry) ? shortened(state, snapshot) : mergedSnapshot(state, snapshot)));
    } catch (error) {
      console.warn('A long timeline could not be shortened; it is tried again with the next messages.', error);
    } finally {
      entry.opening = false;
    }
  };

  const apply = (entry: Entry, diff: TimelineDiff): void => {
    const state = entry.store.getState();
    if (state.status !== 'open') {
      entry.early.push(diff);
      return;
    }
    const part = appliedDiff(state, diff);
    if (!part) {
      void open(diff.channel, entry);
      return;
    }
    if (part !== state) entry.store.setState(part);
    if (tooLong(part) && atBottom(entry)) void shorten(diff.channel, entry);
  };

  const stepBack = async (channel: ChannelId, entry: Entry): Promise<void> => {
    const { hasOlder, older, status, events } = entry.store.getState();
    if (status !== 'open' || !hasOlder || older === 'loading') return;
    entry.store.setState({ older: 'loading' });
    try {
      const answer = await engine.call('older', { channel, limit: OLDER_PAGE, ...(events[0] && { before: events[0].seq }) });
      const first = entry.store.getState().events[0]?.seq;
      const moved = first !== events[0]?.seq;
      entry.store.setState({
        older: answer.missing ? 'missing' : 'idle',
        ...(answer.added === 0 && !answer.missing && !moved ? { hasOlder: answer.hasOlder } : {}),
      });
    } catch (error) {
      entry.store.setState({ older: 'missing', problem: toProblem(error) });
    }
  };

  let account: PersonId | undefined;
  /** Someone else has signed in: what the person before them saw is forgotten. */
  const follow = (me: Shared['me']): void => {
    const next = me?.person.id;
    const before = account;
    account = next;
    if (before === undefined || before === next) return;
    for (const [channel, entry] of entries) {
      entry.store.setState(nothing);
      if (entry.panes.size === 0) {
        clearTimeout(entry.linger);
        entries.delete(channel);
      } else if (next !== undefined) void open(channel, entry);
    }
  };

  engine.on('frame', ({ shared, timelines }) => {
    if (shared?.me !== undefined) follow(shared.me);
    for (const diff of timelines ?? []) {
      const entry = entries.get(diff.channel);
      if (entry) apply(entry, diff);
    }
  });
  engine.onAttach(({ shared }) => {
    follow(shared.me);
    for (const [channel, entry] of entries) void open(channel, entry);
  });

  return {
    acquire(channel, pane, around = Promise.resolve(null)) {
      let entry = entries.get(channel);
      if (!entry) {
        entry = {
          store: createStore<TimelineState>(() => nothing),
          panes: new Map(),
          views: new Map(),
          opening: false,
          early: [],
          linger: undefined,
        };
        entries.set(channel, entry);
        void open(channel, entry);
      }
      const held = entry;
      clearTimeout(held.linger);
      held.panes.set(pane, true);
      const view = createPaneTimeline({
        newest: held.store,
        around: around.then((seq) => {
          if (seq !== null && held.views.get(pane) === view) held.panes.set(pane, false);
          return seq;
        }),
        page: (at, limit) => engine.call('page', { channel, at, limit }),
        absorb: (whole) => held.store.setState(whole),
        isReading: () => held.panes.get(pane) === false,
      });
      held.views.set(pane, view);
      const release = () => {
        view.stop();
        if (held.views.get(pane) !== view) return;
        held.views.delete(pane);
        held.panes.delete(pane);
        if (held.panes.size) return;
        held.linger = setTimeout(() => {
          entries.delete(channel);
          engine.call('close', { channel }).catch((error: unknown) => {
            console.warn('A timeline could not be closed.', error);
          });
        }, LINGER_MS);
      };
      return { store: view.store, release };
    },
    older(channel, pane) {
      const entry = entries.get(channel);
      const view = entry?.views.get(pane);
      if (view?.isApart()) view.older();
      else if (entry) void stepBack(channel, entry);
    },
    newer: (channel, pane) => entries.get(channel)?.views.get(pane)?.newer(),
    leave: (channel, pane) => entries.get(channel)?.views.get(pane)?.leave(),
    seek: async (channel, pane, seq) => (await entries.get(channel)?.views.get(pane)?.seek(seq)) ?? false,
    retry(channel) {
      const entry = entries.get(channel);
      if (entry) void open(channel, entry);
    },
    attended(channel, pane, atBottom) {
      const entry = entries.get(channel);
      if (entry?.panes.has(pane)) entry.panes.set(pane, atBottom);
    },
  };
}

const perEngine = new WeakMap<EngineClient, Timelines>();

/** The timelines of this page's engine; made at the first call. */
export function timelinesOf(engine: EngineClient): Timelines {
  let timelines = perEngine.get(engine);
  if (!timelines) {
    timelines = createTimelines(engine);
    perEngine.set(engine, timelines);
  }
  return timelines;
}
