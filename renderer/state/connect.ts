/**
 * Feeds the stores from the engine, the only place that writes what the engine tells:
 *
 *   attach ─► replace everything (entries that did not change keep their identity)
 *   frame  ─► apply the diff
 *   detach ─► keep everything, and say that the engine is gone
 */
import type { Shared, SharedDiff } from '../../shared/engine-api.ts';
import type { EngineClient } from '../client/engine-client.ts';
import { createChannelIntake } from './channel-intake.ts';
import { useChannels } from './channels.ts';
import { changed, replaced, same } from './keyed.ts';
import { useLink } from './link.ts';
import { useLocalStore } from './local-store.ts';
import { useMe } from './me.ts';
import { usePeople } from './people.ts';
import { usePresences } from './presence.ts';
import { useSettings } from './settings.ts';
import { useWindows } from './windows.ts';

/** A store that takes part: how it is filled anew, and how a diff reaches it. */
export type SharedFeed = { replace(shared: Shared): void; apply(diff: SharedDiff): void };

const idOf = <T extends { id: unknown }>(item: T): T['id'] => item.id;

const intake = createChannelIntake(
  ({ upsert, remove }) =>
    useChannels.setState(({ channels }) => ({ channels: changed(channels, upsert, (item) => item.channel.id, remove) })),
  (id) => useChannels.getState().channels.has(id),
);

const ownFeed: SharedFeed = {
  replace(shared) {
    intake.reset();
    useLink.setState({ engine: 'up', link: shared.link });
    if (!same(useMe.getState().me, shared.me)) useMe.setState({ me: shared.me });
    usePeople.setState(({ people, firms }) => ({
      people: replaced(people, shared.people, idOf),
      firms: replaced(firms, shared.firms, idOf),
    }));
    usePresences.setState(({ presences }) => ({ presences: replaced(presences, shared.presences, (item) => item.person) }));
    useChannels.setState(({ channels }) => ({ channels: replaced(channels, shared.channels, (item) => item.channel.id) }));
    if (!same(useSettings.getState().settings, shared.settings)) useSettings.setState({ settings: shared.settings });
    useLocalStore.setState({ store: shared.store });
    useWindows.setState({ count: shared.windows });
  },
  apply(diff) {
    if (diff.link) useLink.setState({ link: diff.link });
    if (diff.me !== undefined) useMe.setState({ me: diff.me });
    const { people, firms, presences, channels } = diff;
    if (people || firms) {
      usePeople.setState((state) => ({
        people: changed(state.people, people ?? [], idOf),
        firms: changed(state.firms, firms ?? [], idOf),
      }));
    }
    if (presences) usePresences.setState((state) => ({ presences: changed(state.presences, presences, (item) => item.person) }));
    if (channels) intake.take(channels);
    if (diff.settings) useSettings.setState({ settings: diff.settings });
    if (diff.store) useLocalStore.setState({ store: diff.store });
    if (diff.windows !== undefined) useWindows.setState({ count: diff.windows });
  },
};

/** Connects the stores (and `others`, which hold more of the shared state) to the engine. Returns how to stop. */
export function connectState(engine: EngineClient, others: readonly SharedFeed[] = []): () => void {
  const feeds = [ownFeed, ...others];
  const stops = [
    engine.onAttach(({ shared }) => {
      for (const feed of feeds) feed.replace(shared);
    }),
    engine.on('frame', ({ shared }) => {
      if (!shared) return;
      for (const feed of feeds) feed.apply(shared);
    }),
    engine.onDetach(() => useLink.setState({ engine: 'gone' })),
  ];
  return () => {
    for (const stop of stops) stop();
  };
}
