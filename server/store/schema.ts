/**
 * The tables as types. Ids are the branded ids of the model, so that what comes out of the database needs no cast. Times are
 * milliseconds since 1970-01-01 UTC, as everywhere.
 */
import type { AppendableKind } from '../../shared/events.ts';
import type {
  ChannelId,
  ChannelKind,
  ChosenStatus,
  EventId,
  FirmId,
  PersonId,
  PersonKind,
  Role,
  Seq,
  TenantId,
} from '../../shared/model.ts';

export interface FirmTable {
  id: FirmId;
  tenant: TenantId;
  name: string;
  /** `name` as it is compared: see `keyOf` in people.ts. Unique in a tenant. */
  name_key: string;
  short: string;
}

export interface PersonTable {
  id: PersonId;
  tenant: TenantId;
  firm: FirmId;
  handle: string;
  /** `handle` as it is compared: see `keyOf` in people.ts. Unique in a tenant. */
  handle_key: string;
  name: string;
  kind: PersonKind;
  title: string | null;
  password_hash: string | null;
  disabled_at: number | null;
  created_at: number;
}

export interface ChannelTable {
  id: ChannelId;
  tenant: TenantId;
  kind: ChannelKind;
  name: string;
  topic: string;
  recorded: boolean;
  feed: boolean;
  /** Newest seq, messages up to it, and the chain's last hash: written by the event log alone. */
  head_seq: Seq;
  head_nth: number;
  head_hash: Buffer;
  /** The two people of a direct channel, sorted: there is one such channel for a pair. Null for other kinds. */
  direct_key: string | null;
  created_at: number;
}

export interface MembershipTable {
  channel: ChannelId;
  person: PersonId;
  role: Role;
  joined_at: number;
}

/** What the chain binds, apart from bodies. */
export interface EventTable {
  channel: ChannelId;
  seq: Seq;
  nth: number;
  id: EventId;
  kind: AppendableKind;
  actor: PersonId;
  at: number;
  digest: Buffer;
  hash: Buffer;
}

/** What can be erased: the body with the salt of its digest. After erasure both are null and `erased_at` says when. */
export interface EventBodyTable {
  channel: ChannelId;
  seq: Seq;
  salt: Buffer | null;
  /** Canonical JSON (RFC 8785), kept as the very text that was digested. */
  body: string | null;
  erased_at: number | null;
}

export interface MentionTable {
  person: PersonId;
  channel: ChannelId;
  seq: Seq;
}

export interface ReadCursorTable {
  person: PersonId;
  channel: ChannelId;
  seq: Seq;
}

/** A sign-in on one device. `confirmed`: the hash of the newest refresh token that has been used; see auth/rotation.ts. */
export interface SessionTable {
  id: string;
  person: PersonId;
  created_at: number;
  expires_at: number;
  confirmed: string | null;
  ended_at: number | null;
  ended_why: 'signed-out' | 'theft' | 'disabled' | 'password' | null;
}

/** Every refresh token that a session has given out, by its SHA-256: an old one that turns up again is a copy. */
export interface RefreshTokenTable {
  hash: string;
  session: string;
  parent: string | null;
  created_at: number;
}

export interface TicketTable {
  hash: string;
  person: PersonId;
  expires_at: number;
  used_at: number | null;
}

export interface SigningKeyTable {
  id: string;
  secret: Buffer;
  created_at: number;
}

/** What people chose as their presence; whoever has no row is automatic. */
export interface PresenceTable {
  person: PersonId;
  status: ChosenStatus | null;
  note: string | null;
  since: number;
}

/** Every table by name. */
export interface InstallationTable {
  id: string;
  created_at: number;
}

export interface Schema {
  firm: FirmTable;
  person: PersonTable;
  channel: ChannelTable;
  membership: MembershipTable;
  event: EventTable;
  event_body: EventBodyTable;
  mention: MentionTable;
  read_cursor: ReadCursorTable;
  session: SessionTable;
  refresh_token: RefreshTokenTable;
  ticket: TicketTable;
  signing_key: SigningKeyTable;
  presence: PresenceTable;
  installation: InstallationTable;
}
