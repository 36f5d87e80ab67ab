/**
 * What a channel is called, read by itself: a channel's counts change with every message, its name hardly ever, and what
 * shows only the name must not be drawn for each message.
 */
import type { ChannelId } from '../../shared/model.ts';
import { useChannels } from './channels.ts';
import { usePerson } from './people.ts';

/** The channel's name, or for a direct one the other person's; empty while it is unknown. */
export function useChannelName(channel: ChannelId): string {
  const name = useChannels(({ channels }) => channels.get(channel)?.channel.name ?? '');
  const peer = usePerson(useChannels(({ channels }) => channels.get(channel)?.peer));
  return peer?.name ?? name;
}
