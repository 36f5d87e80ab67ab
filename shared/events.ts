/**
 * What a channel's log holds. One kind per thing that every member may see; new kinds are added here and nowhere else.
 */
import { ChannelId, ChannelName, EventId, Millis, PersonId, Seq, Topic } from './model.ts';
import { z } from './schema.ts';

/** Longest message text, in UTF-16 code units. Clients check it before they queue. */
export const MAX_TEXT = 16_000;
/** Most people one message may mention. */
export const MAX_MENTIONS = 50;

/** A message's text: what a person typed, or an action (`/me`), which is shown as "* name does". */
export const MessageBody = z.object({
  text: z
    .string()
    .max(MAX_TEXT)
    .refine((text) => text.trim().length > 0, 'A message needs some text.')
    .refine((text) => !text.includes('\u0000'), 'A message cannot hold a null character.')
    .refine((text) => text.isWellFormed(), 'A message must be well-formed Unicode.'),
  style: z.literal('action').optional(),
  /** Who is meant by the `@handle`s in the text. */
  mentions: z.array(PersonId).max(MAX_MENTIONS).optional(),
});
export type MessageBody = z.infer<typeof MessageBody>;

const bodies = {
  message: MessageBody,
  /** `person` is now a member; the actor invited them if it is someone else. */
  join: z.object({ person: PersonId }),
  /** `person` is no longer a member; the actor removed them if it is someone else. */
  leave: z.object({ person: PersonId, reason: z.string().max(400).optional() }),
  rename: z.object({ name: ChannelName }),
  topic: z.object({ topic: Topic }),
  /** The actor goes by another name from now on (imported logs). */
  alias: z.object({ from: z.string().max(200), to: z.string().max(200) }),
} as const;

const header = {
  seq: Seq,
  /** How many messages the channel holds up to and including this event: unread counts are a subtraction. */
  nth: z.int().min(0),
  id: EventId,
  actor: PersonId,
  /** Server time of the commit; the original time for what is imported. */
  at: Millis,
};

export const ChannelEvent = z.discriminatedUnion('kind', [
  z.object({ ...header, kind: z.literal('message'), body: bodies.message }),
  z.object({ ...header, kind: z.literal('join'), body: bodies.join }),
  z.object({ ...header, kind: z.literal('leave'), body: bodies.leave }),
  z.object({ ...header, kind: z.literal('rename'), body: bodies.rename }),
  z.object({ ...header, kind: z.literal('topic'), body: bodies.topic }),
  z.object({ ...header, kind: z.literal('alias'), body: bodies.alias }),
  /** The body was erased by law or policy; the chain still names the place. */
  z.object({ ...header, kind: z.literal('erased'), body: z.object({}) }),
]);
export type ChannelEvent = z.infer<typeof ChannelEvent>;
export type EventKind = ChannelEvent['kind'];
export type EventOf<K extends EventKind> = Extract<ChannelEvent, { kind: K }>;

/** Kinds that can be appended (everything but `erased`, which only happens to an event). */
export type AppendableKind = keyof typeof bodies;
export type BodyOf<K extends AppendableKind> = z.infer<(typeof bodies)[K]>;
export const eventBodies = bodies;

/** Events of one channel, in order of `seq`, as they travel: the channel is named once. */
export const ChannelEvents = z.object({ channel: ChannelId, events: z.array(ChannelEvent) });
export type ChannelEvents = z.infer<typeof ChannelEvents>;
