/**
 * Addresses that lead into the application from outside: `mullion://channel/<id>?message=<seq or event id>` and
 * `mullion://person/<handle>`. They come from anywhere, so they are read strictly: what is not exactly one of these is refused
 * with a code. What they ask for is only shown, or asked of the person: no link sends, joins or makes anything.
 */
import { ChannelId, EventId, Handle, Seq } from './model.ts';
import { check, z } from './schema.ts';

export const LINK_SCHEME = 'mullion';

/** Longer than this (UTF-16 code units) no address of ours is: a handle of 64 letters, each of four bytes, each byte written as `%xx`. */
export const MAX_LINK = 1024;

/** A message by its position in the channel's log, or by its id. */
export const MessageRef = z.union([Seq, EventId]);
export type MessageRef = z.infer<typeof MessageRef>;

export const DeepLink = z.discriminatedUnion('to', [
  z.object({ to: z.literal('channel'), channel: ChannelId, message: MessageRef.nullable() }),
  z.object({ to: z.literal('person'), handle: Handle }),
]);
export type DeepLink = z.infer<typeof DeepLink>;

/**
 * Why an address is none of ours. `too-long`; `malformed`: it is not of the shape, or has characters that none of ours has;
 * `unknown-target`: it leads to something that there is not; `bad-target`, `bad-message`: what it names cannot be the name of any.
 */
export const LinkFault = z.enum(['too-long', 'malformed', 'unknown-target', 'bad-target', 'bad-message']);
export type LinkFault = z.infer<typeof LinkFault>;

export type ParsedLink = { ok: true; link: DeepLink } | { ok: false; fault: LinkFault };

/** Scheme, kind, one name, and perhaps one query of one key: nothing else, and only characters that an address may have. */
const SHAPE = /^mullion:\/\/([a-z]+)\/([A-Za-z0-9._~%+-]+)\/?(?:\?([a-z]+)=([A-Za-z0-9-]+))?$/i;
const POSITION = /^[1-9][0-9]{0,15}$/;

/** Whether something claims to be an address of ours. */
export function isDeepLink(text: string): boolean {
  return text.slice(0, LINK_SCHEME.length + 1).toLowerCase() === `${LINK_SCHEME}:`;
}

/** Reads an address; never throws. */
export function parseDeepLink(text: string): ParsedLink {
  if (text.length > MAX_LINK) return { ok: false, fault: 'too-long' };
  const parts = SHAPE.exec(text);
  if (!parts) return { ok: false, fault: 'malformed' };
  const [, kind = '', name = '', key, value] = parts;
  switch (kind.toLowerCase()) {
    case 'channel':
      return channelLink(name, key, value);
    case 'person':
      return key === undefined ? personLink(name) : { ok: false, fault: 'malformed' };
    default:
      return { ok: false, fault: 'unknown-target' };
  }
}

function channelLink(name: string, key: string | undefined, value: string | undefined): ParsedLink {
  if (key !== undefined && key !== 'message') return { ok: false, fault: 'malformed' };
  const channel = check(ChannelId, name);
  if (!channel.success) return { ok: false, fault: 'bad-target' };
  if (value === undefined) return { ok: true, link: { to: 'channel', channel: channel.data, message: null } };
  const message = check(MessageRef, POSITION.test(value) ? Number(value) : value);
  if (!message.success) return { ok: false, fault: 'bad-message' };
  return { ok: true, link: { to: 'channel', channel: channel.data, message: message.data } };
}

function personLink(name: string): ParsedLink {
  const handle = check(Handle, decoded(name));
  // Dots and slashes lead nowhere here, and look as if they did.
  if (!handle.success || /[/\\?#]|^\.+$/.test(handle.data) || !handle.data.isWellFormed())
    return { ok: false, fault: 'bad-target' };
  return { ok: true, link: { to: 'person', handle: handle.data } };
}

/** Empty where an escape is broken: no name is. */
function decoded(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch {
    return '';
  }
}

/** The address of something: what `parseDeepLink` reads back. */
export function addressOf(link: DeepLink): string {
  if (link.to === 'person') return `${LINK_SCHEME}://person/${escaped(link.handle)}`;
  const message = link.message === null ? '' : `?message=${link.message}`;
  return `${LINK_SCHEME}://channel/${link.channel}${message}`;
}

/** Also what `encodeURIComponent` leaves as it is. */
function escaped(handle: string): string {
  return encodeURIComponent(handle).replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
}
