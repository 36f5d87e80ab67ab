/**
 * The nouns of the product, as they travel between its parts. Ids are branded, so that a person's id cannot be passed
 * where a channel's is wanted. Times are milliseconds since 1970-01-01 UTC.
 */
import { z } from './schema.ts';

const uuid = z.guid().toLowerCase();

/** A tenant: one installation's customer; firms of one tenant share a directory. */
export const TenantId = z
  .string()
  .regex(/^[a-z][a-z0-9-]{0,62}$/)
  .brand<'TenantId'>();
export type TenantId = z.infer<typeof TenantId>;

/** A firm: a legal entity. People belong to exactly one. */
export const FirmId = uuid.brand<'FirmId'>();
export type FirmId = z.infer<typeof FirmId>;

export const PersonId = uuid.brand<'PersonId'>();
export type PersonId = z.infer<typeof PersonId>;

export const ChannelId = uuid.brand<'ChannelId'>();
export type ChannelId = z.infer<typeof ChannelId>;

/**
 * An event's id: a UUIDv7 made by the client for what a person does, a UUIDv8 of file and line for what is imported.
 * Unique per (actor, channel): sending the same one twice yields one event.
 */
export const EventId = uuid.brand<'EventId'>();
export type EventId = z.infer<typeof EventId>;

/** A position in one channel's log: contiguous from 1. As a cursor, 0 means "nothing yet". */
export const Seq = z.int().min(0).max(Number.MAX_SAFE_INTEGER).brand<'Seq'>();
export type Seq = z.infer<typeof Seq>;

/** Milliseconds since 1970-01-01 UTC. */
export const Millis = z.int().min(-8.64e15).max(8.64e15);

/** What a person is called at sign-in and in a mention (`@handle`). */
export const Handle = z
  .string()
  .min(1)
  .max(64)
  .regex(/^[^\s@<>:,\p{Cc}]+$/u, 'A handle has no spaces, @, <, >, colon or comma.');

export const Firm = z.object({
  id: FirmId,
  tenant: TenantId,
  name: z.string().min(1).max(200),
  /** One word, shown beside an outside speaker's name. */
  short: z.string().min(1).max(40),
});
export type Firm = z.infer<typeof Firm>;

export const PersonKind = z.enum(['person', 'bot', 'feed']);
export type PersonKind = z.infer<typeof PersonKind>;

export const Person = z.object({
  id: PersonId,
  firm: FirmId,
  handle: Handle,
  name: z.string().min(1).max(200),
  kind: PersonKind,
  /** What the person does, for the directory: "EUR rates trader". */
  title: z.string().max(200).optional(),
});
export type Person = z.infer<typeof Person>;

/** One-to-one, a group without a name of its own history, or a standing channel that people join. */
export const ChannelKind = z.enum(['direct', 'group', 'persistent']);
export type ChannelKind = z.infer<typeof ChannelKind>;

export const ChannelName = z
  .string()
  .trim()
  .min(1)
  .max(80)
  .regex(/^[^\p{Cc}]+$/u, 'A channel name has no control characters.')
  .refine((name) => name.isWellFormed(), 'A channel name must be well-formed Unicode.');
export const Topic = z
  .string()
  .trim()
  .max(250)
  .regex(/^[^\p{Cc}]*$/u, 'A topic is one line.')
  .refine((topic) => topic.isWellFormed(), 'A topic must be well-formed Unicode.');

export const Channel = z.object({
  id: ChannelId,
  tenant: TenantId,
  kind: ChannelKind,
  /** Empty for a direct channel, which is called by the other person's name. */
  name: z.string().max(80),
  topic: z.string().max(250),
  /** Whether the firm keeps a record of it. */
  recorded: z.boolean(),
  /** A feed: written by bots or feeds only; read-only for people. */
  feed: z.boolean(),
});
export type Channel = z.infer<typeof Channel>;

export const Role = z.enum(['owner', 'member']);
export type Role = z.infer<typeof Role>;

/** A member of a channel. */
export const Member = z.object({ person: PersonId, role: Role, joinedAt: Millis });
export type Member = z.infer<typeof Member>;

/** The words a person can choose for being there, of features.md C1. `unknown` is what one may not see; never shown as offline. */
export const PresenceStatus = z.enum([
  'available',
  'busy',
  'dnd',
  'phone',
  'meeting',
  'away',
  'out-of-office',
  'off-work',
  'offline',
  'unknown',
]);
export type PresenceStatus = z.infer<typeof PresenceStatus>;

/** What a person may set; `offline` and `unknown` are computed. */
export const ChosenStatus = PresenceStatus.exclude(['offline', 'unknown']);
export type ChosenStatus = z.infer<typeof ChosenStatus>;

/** What a computer may say of a person in place of what they chose, while it holds; it never becomes their choice. */
export const AutomaticStatus = ChosenStatus.extract(['away', 'dnd']);
export type AutomaticStatus = z.infer<typeof AutomaticStatus>;

/** What a person adds to it in their own words: one line. */
export const PresenceNote = z
  .string()
  .max(140)
  .regex(/^[^\p{Cc}]*$/u, 'A note is one line.')
  .refine((note) => note.isWellFormed(), 'A note must be well-formed Unicode.');

/** One person's presence as one viewer may see it. */
export const Presence = z.object({
  person: PersonId,
  status: PresenceStatus,
  note: z.string().max(140).optional(),
  since: Millis.optional(),
  /** Told to nobody but the person: a computer of theirs says this status in place of what they chose… */
  automatic: z.literal(true).optional(),
  /** …which was this, or nothing. */
  chosen: ChosenStatus.optional(),
});
export type Presence = z.infer<typeof Presence>;

/** What a person chose, out of their own presence: a computer may say something in place of it. Null: nothing, or it is not known. */
export function chosenIn(own: Presence | undefined): ChosenStatus | null {
  const chosen = ChosenStatus.safeParse(own?.automatic ? own.chosen : own?.status);
  return chosen.success ? chosen.data : null;
}
