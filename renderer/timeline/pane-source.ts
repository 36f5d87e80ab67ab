/**
 * What one pane shows of its channel: the timeline and the outbox, committed together when the pane's turn has come
 * (state/commit-scheduler.ts). Between two turns nothing that the pane reads changes.
 */
import { useLayoutEffect, useState, useSyncExternalStore } from 'react';
import type { PaneId } from '../../shared/layout.ts';
import type { ChannelId } from '../../shared/model.ts';
import { commitScheduler } from '../state/commit-scheduler.ts';
import { type EngineClient, useEngine } from '../state/engine.ts';
import { type OutboxState, useOutbox } from '../state/outbox.ts';
import { placesOf } from '../state/places.ts';
import { type TimelineState, timelinesOf } from '../state/timeline.ts';

export type PaneContent = { timeline: TimelineState; outbox: OutboxState };

type PaneSource = { get(): PaneContent; subscribe(listener: () => void): () => void; stop(): void };

function createSource(engine: EngineClient, channel: ChannelId, pane: PaneId): PaneSource {
  const around = placesOf(engine)
    .opened(pane, channel)
    .then((place) => place?.anchor?.seq ?? null);
  const { store, release } = timelinesOf(engine).acquire(channel, pane, around);
  const scheduler = commitScheduler();
  const listeners = new Set<() => void>();
  const read = (): PaneContent => ({ timeline: store.getState(), outbox: useOutbox.getState() });
  let content = read();
  const changed = () => scheduler.request(pane, content.timeline.status === 'opening' ? 'empty' : undefined);
  const stops = [
    scheduler.add(pane, () => {
      content = read();
      for (const listener of listeners) listener();
    }),
    store.subscribe(changed),
    useOutbox.subscribe(changed),
    release,
  ];
  return {
    get: () => content,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    stop: () => {
      for (const stop of stops) stop();
    },
  };
}

const never = (): (() => void) => () => undefined;
const nothing = (): null => null;

/** The pane's content as last committed; null before the first commit. The active pane commits in each frame. */
export function usePaneContent(channel: ChannelId, pane: PaneId, active: boolean): PaneContent | null {
  const engine = useEngine();
  const [source, setSource] = useState<PaneSource | null>(null);
  useLayoutEffect(() => {
    const made = createSource(engine, channel, pane);
    setSource(made);
    return () => {
      made.stop();
      setSource(null);
    };
  }, [engine, channel, pane]);
  useLayoutEffect(() => {
    commitScheduler().setActive(pane, active);
    return () => commitScheduler().setActive(pane, false);
  }, [pane, active]);
  return useSyncExternalStore<PaneContent | null>(source?.subscribe ?? never, source?.get ?? nothing);
}
