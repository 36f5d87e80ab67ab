/** Who came into a channel since one last spoke there: asked for where one is about to write, and nowhere else. */
import { useEffect, useMemo, useState } from 'react';
import { create } from 'zustand';
import type { Newcomer } from '../../shared/engine-api.ts';
import type { ChannelId, Seq } from '../../shared/model.ts';
import { useChannels } from './channels.ts';
import { useEngine } from './engine.ts';
import { useMe } from './me.ts';

/** Up to which seq newcomers have been spoken to, until the log says so itself; by person and channel. */
const useSpokenTo = create<{ upTo: ReadonlyMap<string, Seq> }>(() => ({ upTo: new Map() }));

const keyOf = (channel: ChannelId) => `${useMe.getState().me?.person.id ?? ''} ${channel}`;

/** The person sends a message there, and has seen who came. */
export function speaksTo(channel: ChannelId): void {
  const head = useChannels.getState().channels.get(channel)?.head;
  if (head !== undefined) useSpokenTo.setState(({ upTo }) => ({ upTo: new Map(upTo).set(keyOf(channel), head) }));
}

const none: readonly Newcomer[] = [];

/** The newest first. Asked for again when the channel's members change, which the firms in it tell. */
export function useNewcomers(channel: ChannelId): readonly Newcomer[] {
  const engine = useEngine();
  const members = useChannels(({ channels }) => JSON.stringify(channels.get(channel)?.firms));
  const spokenTo = useSpokenTo(({ upTo }) => upTo.get(keyOf(channel)) ?? 0);
  const [known, setKnown] = useState<readonly Newcomer[]>(none);
  // biome-ignore lint/correctness/useExhaustiveDependencies: `members` is what makes it ask again
  useEffect(() => {
    let over = false;
    engine.call('newcomers', { channel }).then(
      ({ newcomers }) => !over && setKnown(newcomers),
      (error: unknown) => console.warn('Who came into a channel could not be told.', error),
    );
    return () => {
      over = true;
    };
  }, [engine, channel, members]);
  return useMemo(() => known.filter(({ seq }) => seq > spokenTo), [known, spokenTo]);
}
