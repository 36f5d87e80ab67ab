/**
 * Keeps this window's layout with the engine:
 *
 *   signed in ─► loadLayout ─► saved: restore it
 *                          └─► none, or unreadable: wait for the channels, then make a first desk
 *   changed   ─► saveLayout: other panes at once, for drafts hang on them; all else once things are quiet
 *   signed out ─► forget it here (the engine keeps it)
 */
import { toProblem } from '../../shared/errors.ts';
import { type Layout, panesOf } from '../../shared/layout.ts';
import type { EngineClient } from '../client/engine-client.ts';
import { useChannels } from './channels.ts';
import { firstDesk } from './first-desk.ts';
import { freshPaneId, useLayout } from './layout.ts';
import { useLink } from './link.ts';
import { useMe } from './me.ts';

/** A layout whose panes are the same is saved this long after the last change (ms). */
const QUIET_MS = 400;

/** Restores, makes and saves the layout. `room` tells how large the workspace is (px). Returns how to stop. */
export function keepLayout(engine: EngineClient, room: () => { width: number; height: number }): () => void {
  let person: string | null = null;
  let saved: Layout | null = null;
  let making: (() => void) | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;

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

  const restore = async (of: string) => {
    const loaded = await engine.call('loadLayout', {}).catch((error: unknown) => ({ layout: null, problem: toProblem(error) }));
    if (person !== of) return;
    useLayout.setState({ problem: loaded.problem ?? null });
    if (loaded.layout) {
      saved = loaded.layout;
      useLayout.setState({ layout: loaded.layout });
    } else {
      makeFirst();
    }
  };

  const follow = () => {
    const now = useMe.getState().me?.person.id ?? null;
    if (now === person) return;
    person = now;
    stopMaking();
    clearTimeout(timer);
    saved = null;
    useLayout.setState({ layout: null, problem: null });
    if (now) void restore(now);
  };

  const save = async () => {
    const { layout } = useLayout.getState();
    if (!layout || layout === saved) return;
    saved = layout;
    await engine.call('saveLayout', { layout }).catch((error: unknown) => useLayout.setState({ problem: toProblem(error) }));
  };

  const stops = [
    useMe.subscribe(follow),
    useLayout.subscribe(({ layout }, before) => {
      if (!layout || layout === before.layout || layout === saved) return;
      clearTimeout(timer);
      if (samePanes(layout, before.layout)) timer = setTimeout(() => void save(), QUIET_MS);
      else void save();
    }),
  ];
  const onHide = () => void save();
  window.addEventListener('pagehide', onHide);
  follow();
  return () => {
    for (const stop of stops) stop();
    stopMaking();
    clearTimeout(timer);
    window.removeEventListener('pagehide', onHide);
  };
}

/** Whether both have the same panes, showing the same. */
function samePanes(one: Layout, other: Layout | null): boolean {
  const shown = (layout: Layout): string[] =>
    panesOf(layout.root).map((pane) => (pane.kind === 'timeline' ? `${pane.id} ${pane.channel}` : pane.id));
  const before = new Set(other ? shown(other) : []);
  const now = shown(one);
  return now.length === before.size && now.every((pane) => before.has(pane));
}
