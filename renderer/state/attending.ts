/** Tells the engine which channels the person is looking at in this window: what they see as it comes earns no toast. */
import type { ChannelId } from '../../shared/model.ts';
import type { EngineClient } from './engine.ts';

export interface Attending {
  /** The person looks at the channel's newest messages from now on; returns how to say that they no longer do. */
  begin(channel: ChannelId): () => void;
}

export function createAttending(engine: EngineClient): Attending {
  /** Channel -> panes of this window in which it is looked at. */
  const panes = new Map<ChannelId, number>();
  let due = false;

  function tell(): void {
    due = false;
    engine.call('attend', { channels: [...panes.keys()] }).catch((error: unknown) => {
      console.warn('The engine was not told what is being looked at.', error);
    });
  }

  /** A focus that goes from one pane to another is told once. */
  function changed(): void {
    if (due) return;
    due = true;
    queueMicrotask(tell);
  }

  engine.onAttach(() => {
    if (panes.size > 0) changed();
  });

  return {
    begin(channel) {
      panes.set(channel, (panes.get(channel) ?? 0) + 1);
      changed();
      return () => {
        const left = (panes.get(channel) ?? 0) - 1;
        if (left > 0) panes.set(channel, left);
        else panes.delete(channel);
        changed();
      };
    },
  };
}

const perEngine = new WeakMap<EngineClient, Attending>();

/** What is being looked at in this page, for its engine; made at the first call. */
export function attendingOf(engine: EngineClient): Attending {
  const attending = perEngine.get(engine) ?? createAttending(engine);
  perEngine.set(engine, attending);
  return attending;
}
