/** What the tray shows of a person's conversations: told by the anchor to the main process, which knows nothing of them itself. */
import { ChannelId, ChosenStatus, PresenceStatus } from './model.ts';
import { z } from './schema.ts';

/** Most channels that the tray lists. */
export const MOST_LISTED = 8;

/** A channel with something unread, by what it is called. */
export const UnreadChannel = z.object({
  id: ChannelId,
  /** The channel's name, or the other person's. */
  name: z.string().max(200),
  direct: z.boolean(),
  unread: z.int().min(0),
  mentions: z.int().min(0),
});
export type UnreadChannel = z.infer<typeof UnreadChannel>;

export const TrayModel = z.object({
  link: z.enum(['signed-out', 'connecting', 'syncing', 'online', 'offline', 'refused']),
  /** What the person is called; null while nobody is signed in. */
  name: z.string().max(200).nullable(),
  /** The person's presence as others see it, and as they chose it. */
  status: PresenceStatus,
  chosen: ChosenStatus.nullable(),
  /** Those with something unread, most urgent first… */
  channels: z.array(UnreadChannel).max(MOST_LISTED),
  /** …and how many there are besides. */
  more: z.int().min(0),
});
export type TrayModel = z.infer<typeof TrayModel>;

export const nobody: TrayModel = { link: 'signed-out', name: null, status: 'unknown', chosen: null, channels: [], more: 0 };
