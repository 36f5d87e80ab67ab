/**
 * What each pane looks at, kept so that it is there again after a restart and in another window. The engine keeps it durably; it
 * is no part of the layout, for it changes with each turn of the wheel.
 *
 *   pane mounts ─► opened ─► loadPlaces (all that mount together in one call) ─► the pane takes its place
 *   it scrolls, its caret moves ─► set ─► after a quiet moment: savePlaces
 *   page hidden, or pane about to move to another window ─► flush
 */
import type { Place } from '../../shared/engine-api.ts';
import type { PaneId } from '../../shared/layout.ts';
import type { ChannelId, PersonId } from '../../shared/model.ts';
import type { EngineClient } from './engine.ts';
import { same } from './keyed.ts';
import { useMe } from './me.ts';

/** A pane's place is handed to the engine this long (ms) after its last change, and at least every `MOST_MS` while it changes. */
export const QUIET_MS = 200;
export const MOST_MS = 600;

export type Looked = Pick<Place, 'anchor' | 'unreadAfter' | 'selection'>;

export interface Places {
  /** A pane of this channel was opened: resolves with where it was, as it is stored; null where nothing is known. Never rejects. */
  opened(pane: PaneId, channel: ChannelId): Promise<Place | null>;
  /** The same, once that has resolved. */
  get(pane: PaneId, channel: ChannelId): Place | null;
  /** Keeps it, and soon hands it to the engine. Before `opened` has resolved nothing is kept: what is stored is not known yet. */
  set(pane: PaneId, channel: ChannelId, looked: Partial<Looked>): void;
  /** Hands everything over now; resolves when it is stored, or is known not to be. Another window may open the pane then. */
  flush(): Promise<void>;
  /** Someone else has signed in: what was not handed over is not theirs. */
  stop(): void;
}

/** `since`: when it was first unlike what is stored; `changedAt`: when it changed last (ms). */
type Unsaved = { since: number; changedAt: number };

/** When a place is to be handed over: after a quiet moment, but not later than `MOST_MS` after the first unsaved change. */
export function dueAt({ since, changedAt }: Unsaved): number {
  return Math.min(changedAt + QUIET_MS, since + MOST_MS);
}

export function createPlaces(engine: EngineClient): Places {
  const places = new Map<PaneId, Place>();
  const unsaved = new Map<PaneId, Unsaved>();
  let timer: number | undefined;
  let storing: Promise<void> = Promise.resolve();
  let asking: { panes: Set<PaneId>; answer: Promise<readonly Place[]> } | null = null;

  const known = (pane: PaneId, channel: ChannelId): Place | null => {
    const place = places.get(pane);
    return place?.channel === channel ? place : null;
  };
  const save = (panes: readonly PaneId[]): void => {
    const saved = panes.flatMap((pane) => places.get(pane) ?? []);
    for (const pane of panes) unsaved.delete(pane);
    if (saved.length === 0) return;
    const stored = engine.call('savePlaces', { places: saved }).then(
      () => undefined,
      (error: unknown) => console.warn('What panes look at could not be stored; it is kept in this window.', error),
    );
    storing = Promise.all([storing, stored]).then(() => undefined);
  };
  const wait = (): void => {
    window.clearTimeout(timer);
    timer = undefined;
    if (unsaved.size === 0) return;
    const next = Math.min(...[...unsaved.values()].map(dueAt));
    timer = window.setTimeout(
      () => {
        const now = Date.now();
        save([...unsaved].flatMap(([pane, times]) => (dueAt(times) <= now ? [pane] : [])));
        wait();
      },
      Math.max(0, next - Date.now()),
    );
  };
  const flush = (): Promise<void> => {
    save([...unsaved.keys()]);
    wait();
    return storing;
  };
  /** All panes that ask in one turn ask in one call. */
  const ask = (pane: PaneId): Promise<readonly Place[]> => {
    if (asking) {
      asking.panes.add(pane);
      return asking.answer;
    }
    const panes = new Set([pane]);
    const answer = storing
      .then(() => {
        asking = null;
        return engine.call('loadPlaces', { panes: [...panes] });
      })
      .then(
        ({ places: stored }) => stored,
        (error: unknown) => {
          console.warn('What panes looked at could not be read; they begin at the newest.', error);
          return [];
        },
      );
    asking = { panes, answer };
    return answer;
  };

  const end = new AbortController();
  window.addEventListener('pagehide', () => void flush(), { signal: end.signal });
  document.addEventListener('visibilitychange', () => document.visibilityState === 'hidden' && void flush(), {
    signal: end.signal,
  });

  return {
    async opened(pane, channel) {
      if (unsaved.has(pane)) void flush();
      const stored = (await ask(pane)).find((place) => place.pane === pane && place.channel === channel);
      if (!unsaved.has(pane) || !known(pane, channel)) {
        unsaved.delete(pane);
        places.set(pane, stored ?? { pane, channel, anchor: null, unreadAfter: null, selection: null });
      }
      return stored ?? null;
    },
    get: known,
    set(pane, channel, looked) {
      const before = known(pane, channel);
      if (!before) return;
      const place = { ...before, ...looked };
      if (same(before, place)) return;
      places.set(pane, place);
      const now = Date.now();
      unsaved.set(pane, { since: unsaved.get(pane)?.since ?? now, changedAt: now });
      if (timer === undefined) wait();
    },
    flush,
    stop() {
      end.abort();
      window.clearTimeout(timer);
      unsaved.clear();
      places.clear();
    },
  };
}

const perEngine = new WeakMap<EngineClient, { account: PersonId | undefined; places: Places }>();

/** The places of the panes of whoever is signed in at this page's engine. */
export function placesOf(engine: EngineClient): Places {
  const account = useMe.getState().me?.person.id;
  const known = perEngine.get(engine);
  // Between two sign-ins there is no one: the places are still those of the person who was here.
  if (known && (account === undefined || known.account === account)) return known.places;
  known?.places.stop();
  const places = createPlaces(engine);
  perEngine.set(engine, { account, places });
  return places;
}
