/** The channels that one is a member of. */
import { create } from 'zustand';
import type { ChannelView } from '../../shared/engine-api.ts';
import type { ChannelId } from '../../shared/model.ts';
import { useMe } from './me.ts';
import { usePeople } from './people.ts';

export type ChannelsState = { channels: ReadonlyMap<ChannelId, ChannelView> };

export const useChannels = create<ChannelsState>(() => ({ channels: new Map() }));

/** One channel; undefined when one is not (any more) a member. Renders again only when that channel changes. */
export function useChannel(id: ChannelId | undefined): ChannelView | undefined {
  return useChannels((state) => (id === undefined ? undefined : state.channels.get(id)));
}

/** What a channel is called: its name, or for a direct one the other person's. */
export function channelTitle(view: ChannelView, peerName: string | undefined): string {
  return view.channel.kind === 'direct' ? (peerName ?? view.channel.name) : view.channel.name;
}

/** How many firms other than one's own have members in it. */
export function outsideFirms(view: ChannelView, ownFirm: string | undefined): number {
  return view.firms.filter((firm) => firm.firm !== ownFirm).length;
}

/** How many people are members of it. */
export function memberCount(view: ChannelView): number {
  return view.firms.reduce((sum, firm) => sum + firm.members, 0);
}

/** What a channel is called, kept up to date; empty while it is unknown. */
export function useChannelTitle(id: ChannelId | undefined): string {
  const view = useChannel(id);
  const peer = usePeople((state) => (view?.peer === undefined ? undefined : state.people.get(view.peer)?.name));
  return view ? channelTitle(view, peer) : '';
}

/** How many firms other than one's own are in the channel, kept up to date. */
export function useOutsideFirms(id: ChannelId | undefined): number {
  const own = useMe((state) => state.me?.firm.id);
  return useChannels((state) => {
    const view = id === undefined ? undefined : state.channels.get(id);
    return view ? outsideFirms(view, own) : 0;
  });
}
