/**
 * Keeps this window's layout with the engine, under the window's name:
 *
 *   signed in ─► loadLayout ─► saved: restore it
 *                          └─► none, or unreadable: wait for the channels, then make a first desk
 *   changed   ─► saveLayout: other panes at once, for drafts hang on them; all else once things are quiet
 *   signed out ─► forget it here (the engine keeps it)
 *
 * When another desk is shown, the window becomes another:
 *
 *   leave  ─► what is held is stored under the old name; from here on nothing is: the layout is nobody's
 *   become ─► the other's layout and drafts are read, then name and layout change in one step
 */
import { toProblem } from '../../shared/errors.ts';
import { type Layout, panesOf } from '../../shared/layout.ts';
import type { PersonId } from '../../shared/model.ts';
import type { EngineClient } from '../client/engine-client.ts';
import { useChannels } from './channels.ts';
import { draftsOf } from './drafts.ts';
import { firstDesk } from './first-desk.ts';
import { freshPaneId, useLayout } from './layout.ts';
import { useLink } from './link.ts';
import { useMe } from './me.ts';
import { placesOf } from './places.ts';

/** A layout whose panes are the same is saved this long after the last change (ms). */
const QUIET_MS = 400;
/** An engine that is silent for so long (ms) is not waited for: what it was told it does, or the next one does. */
const LEAVE_PATIENCE_MS = 1_000;

export interface LayoutKeeper {
  /** The window is about to be another. Resolves once nothing of it is stored from here any more, or the engine is silent. */
  leave(): Promise<void>;
  /** The window is this one from now on, or none. Resolves once that one's panes are shown, or it is yet another. */
  become(window: string | null): Promise<void>;
  stop(): void;
}

/** Restores, makes and saves the layout. `room` tells how large the workspace is (px). */
export function keepLayout(engine: EngineClient, room: () => { width: number; height: number }): LayoutKeeper {
  let person: PersonId | null = null;
  let saved: Layout | null = null;
  let making: (() => void) | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let storing: Promise<unknown> = Promise.resolve();
  /** Counts up when what is being restored is not wanted any more. */
  let turn = 0;

  const stopMaking = () => {
    making?.();
    making = null;
  };

  const makeFirst = () => {
    const tryNow = () => {
      const channels = [...useChannels.getState().channels.values()];
      if (channels.length === 0 && useLink.getState().link.state !== 'online') return;
      stopMaking();
      useLayout.setState({ layout: firstDesk(channels, room(), freshPaneId) });
    };
    const stops = [useChannels.subscribe(tryNow), useLink.subscribe(tryNow)];
    making = () => {
      for (const stop of stops) stop();
    };
    tryNow();
  };

  /** Reads a window's layout and shows it as that one's. */
  const restore = async (of: PersonId, window: string, prepare?: (layout: Layout) => Promise<void>) => {
    turn += 1;
    const own = turn;
    const loaded = await engine
      .call('loadLayout', { window })
      .catch((error: unknown) => ({ layout: null, problem: toProblem(error) }));
    if (loaded.layout)
      await prepare?.(loaded.layout).catch((error: unknown) => console.warn('Stored drafts could not be read again.', error));
    if (person !== of || turn !== own) return;
    saved = loaded.layout;
    useLayout.setState({ window, layout: loaded.layout, problem: loaded.problem ?? null });
    if (!loaded.layout) makeFirst();
  };

  const follow = () => {
    const now = useMe.getState().me?.person.id ?? null;
    if (now === person) return;
    person = now;
    turn += 1;
    stopMaking();
    clearTimeout(timer);
    saved = null;
    const window = engine.window;
    useLayout.setState({ window, layout: null, problem: null });
    if (now && window !== null) void restore(now, window);
  };

  const save = async () => {
    const { window, layout } = useLayout.getState();
    clearTimeout(timer);
    if (window === null || !layout || layout === saved) return;
    saved = layout;
    storing = engine
      .call('saveLayout', { window, layout })
      .catch((error: unknown) => useLayout.setState({ problem: toProblem(error) }));
    await storing;
  };

  const stops = [
    useMe.subscribe(follow),
    useLayout.subscribe(({ window, layout }, before) => {
      if (window === null || !layout || layout === before.layout || layout === saved) return;
      clearTimeout(timer);
      if (samePanes(layout, before.layout)) timer = setTimeout(() => void save(), QUIET_MS);
      else void save();
    }),
  ];
  const onHide = () => void save();
  window.addEventListener('pagehide', onHide);
  useLayout.setState({ window: engine.window });
  follow();
  return {
    async leave() {
      turn += 1;
      stopMaking();
      const drafts = person === null ? null : draftsOf(engine, person);
      drafts?.flush();
      void save();
      // Whoever comes next begins with what is stored: nothing that happens here from now on belongs to anybody.
      useLayout.setState({ window: null });
      const own = turn;
      await within(LEAVE_PATIENCE_MS, Promise.all([storing, drafts?.stored(), placesOf(engine).flush()]));
      // Not before: what other windows have given to this one meanwhile is put into what it stores as long as it has its name.
      if (turn === own) engine.become(null);
    },
    async become(next) {
      turn += 1;
      stopMaking();
      clearTimeout(timer);
      useLayout.setState({ window: null });
      if (next === null) engine.become(null, 'hidden');
      else engine.become(next);
      const of = person;
      if (of !== null && next !== null) {
        // Asked at once with the layout: neither waits for the other.
        const drafts = engine.call('loadDrafts', {});
        // Whoever waits for it says what went wrong; nobody does when there is no layout.
        drafts.catch(() => undefined);
        await restore(of, next, ({ root }) =>
          draftsOf(engine, of).again(
            drafts,
            panesOf(root).map(({ id }) => id),
          ),
        );
        return;
      }
      saved = null;
      useLayout.setState({ window: next, layout: null, problem: null });
    },
    stop() {
      for (const stop of stops) stop();
      stopMaking();
      clearTimeout(timer);
      window.removeEventListener('pagehide', onHide);
    },
  };
}

async function within(ms: number, done: Promise<unknown>): Promise<void> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const patience = new Promise((resolve) => {
    timer = setTimeout(resolve, ms);
  });
  await Promise.race([done, patience]);
  clearTimeout(timer);
}

/** Whether both have the same panes, showing the same. */
function samePanes(one: Layout, other: Layout | null): boolean {
  const shown = (layout: Layout): string[] =>
    panesOf(layout.root).map((pane) => (pane.kind === 'timeline' ? `${pane.id} ${pane.channel}` : pane.id));
  const before = new Set(other ? shown(other) : []);
  const now = shown(one);
  return now.length === before.size && now.every((pane) => before.has(pane));
}
