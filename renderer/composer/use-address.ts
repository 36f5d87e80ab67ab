import type { ChannelId } from '../../shared/model.ts';
import { useChannelName } from '../state/channel-name.ts';
import { useChannels } from '../state/channels.ts';

/** Whom one writes to: `#rates-eur`, or the other person's name. */
export function useAddress(channel: ChannelId): string {
  const name = useChannelName(channel);
  const direct = useChannels(({ channels }) => channels.get(channel)?.channel.kind === 'direct');
  return direct ? name : `#${name}`;
}
