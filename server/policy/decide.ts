/**
 * The one place where it is decided who may do what. Every path calls it: nothing is sent, shown, counted or told without
 * its word. It is pure: facts in, a verdict out; gathering the facts is `facts.ts`.
 *
 * | action            | target          | allowed to                                                            | else          |
 * |-------------------|-----------------|-----------------------------------------------------------------------|---------------|
 * | `read-channel`    | channel         | its members (history, sync, members, read cursors, delivery)          | `not-found`   |
 * | `send`            | channel         | its members; in a feed channel only feeds and bots                     | `read-only`   |
 * | `find-channel`    | channel         | its members; a persistent channel also to people of its home firms     | `not-found`   |
 * | `join`            | channel         | as `find-channel`; groups and direct channels are never joined unasked | `not-found`   |
 * | `leave`           | channel         | members, but not of a direct channel                                   | `not-allowed` |
 * | `describe`        | channel         | group: any member; persistent: its owners; direct: nobody              | `not-allowed` |
 * | `invite`          | channel, person | members who may see the person; a direct channel stays at two people   | `not-allowed` |
 * | `see-person`      | person          | oneself, the same firm, whoever shares a channel, whoever is named in a log one reads | `not-found` |
 * | `find-person`     | person          | oneself, the same firm, whoever shares a channel; nobody who is disabled | `not-found` |
 * | `see-presence`    | person          | oneself, the same firm, whoever shares a channel                       | `not-found`   |
 * | `converse`        | person          | as `find-person`, but not oneself: begin a direct or group channel     | `not-found`   |
 * | `mention`         | channel, person | members of the channel can be mentioned by members                     | `not-found`   |
 *
 * Nothing crosses a tenant. A disabled person may do nothing at all (`disabled`). What one may not see answers exactly like
 * what does not exist: the same code, the same sentence (`not-found`); so a missing target is a target like any other.
 *
 * Home firms of a persistent channel: the firms of its owners; where it has no owner, the firms of all its members; where it
 * has no members, every firm of its tenant. So an outside guest's colleagues do not walk in uninvited.
 */
import type { ErrorCode } from '../../shared/errors.ts';
import type { ChannelKind, FirmId, PersonId, PersonKind, Role, TenantId } from '../../shared/model.ts';

/** Who asks. */
export type Subject = { person: PersonId; firm: FirmId; tenant: TenantId; kind: PersonKind; disabled: boolean };

/** A channel as the subject stands to it. */
export type ChannelFacts = {
  kind: ChannelKind;
  tenant: TenantId;
  feed: boolean;
  /** The subject's role, or null when not a member. */
  role: Role | null;
  /** Firms whose people may find and join a persistent channel; null: every firm of the tenant. */
  homeFirms: ReadonlySet<FirmId> | null;
};

/**
 * A person as the subject stands to them. `inRecord`: the person is named in the log of a channel that the subject may read (a
 * speaker who has left since), so the subject may know the name, and no more.
 */
export type PersonFacts = {
  person: PersonId;
  firm: FirmId;
  tenant: TenantId;
  disabled: boolean;
  sharesChannel: boolean;
  inRecord: boolean;
};

/** What each action is done to. `null` is a target that does not exist. */
export type Targets = {
  'read-channel': { channel: ChannelFacts | null };
  send: { channel: ChannelFacts | null };
  'find-channel': { channel: ChannelFacts | null };
  join: { channel: ChannelFacts | null };
  leave: { channel: ChannelFacts | null };
  describe: { channel: ChannelFacts | null };
  invite: { channel: ChannelFacts | null; person: PersonFacts | null };
  mention: { channel: ChannelFacts | null; isMember: boolean };
  'see-person': { person: PersonFacts | null };
  'find-person': { person: PersonFacts | null };
  'see-presence': { person: PersonFacts | null };
  converse: { person: PersonFacts | null };
};
export type Action = keyof Targets;

export type Verdict = { allow: true } | { allow: false; code: ErrorCode; reason: string };

const allow: Verdict = { allow: true };
const notFound = refuse('not-found', 'This does not exist, or you may not see it.');

function refuse(code: ErrorCode, reason: string): Verdict {
  return { allow: false, code, reason };
}

type Rules = { [A in Action]: (subject: Subject, target: Targets[A]) => Verdict };

const rules: Rules = {
  'read-channel': (subject, { channel }) => (isMember(subject, channel) ? allow : notFound),

  send(subject, { channel }) {
    if (!isMember(subject, channel)) return notFound;
    return channel.feed && subject.kind === 'person' ? refuse('read-only', 'Only its feed writes to this channel.') : allow;
  },

  'find-channel': (subject, { channel }) => (isMember(subject, channel) || isOpenTo(subject, channel) ? allow : notFound),

  join: (subject, { channel }) => (isMember(subject, channel) || isOpenTo(subject, channel) ? allow : notFound),

  leave(subject, { channel }) {
    if (!isMember(subject, channel)) return notFound;
    return channel.kind === 'direct' ? refuse('not-allowed', 'A direct conversation cannot be left.') : allow;
  },

  describe(subject, { channel }) {
    if (!isMember(subject, channel)) return notFound;
    if (channel.kind === 'direct') return refuse('not-allowed', "A direct conversation is called by the other person's name.");
    if (channel.kind === 'persistent' && channel.role !== 'owner') {
      return refuse('not-allowed', 'Only owners of this channel change its name and topic.');
    }
    return allow;
  },

  invite(subject, { channel, person }) {
    if (!isMember(subject, channel)) return notFound;
    if (channel.kind === 'direct') return refuse('not-allowed', 'A direct conversation has two people. Make a group instead.');
    return rules['find-person'](subject, { person });
  },

  mention: (subject, { channel, isMember: named }) => (isMember(subject, channel) && named ? allow : notFound),

  'see-person': (subject, { person }) => (isVisible(subject, person) || isInRecord(subject, person) ? allow : notFound),

  'find-person': (subject, { person }) => (isVisible(subject, person) && person?.disabled === false ? allow : notFound),

  'see-presence': (subject, { person }) => (isVisible(subject, person) ? allow : notFound),

  converse(subject, { person }) {
    if (person?.person === subject.person) return refuse('not-allowed', 'You cannot begin a conversation with yourself alone.');
    return rules['find-person'](subject, { person });
  },
};

function isMember(subject: Subject, channel: ChannelFacts | null): channel is ChannelFacts & { role: Role } {
  return channel !== null && channel.role !== null && channel.tenant === subject.tenant;
}

function isOpenTo(subject: Subject, channel: ChannelFacts | null): channel is ChannelFacts {
  if (channel === null || channel.kind !== 'persistent' || channel.tenant !== subject.tenant) return false;
  return channel.homeFirms === null || channel.homeFirms.has(subject.firm);
}

function isVisible(subject: Subject, person: PersonFacts | null): boolean {
  if (person === null || person.tenant !== subject.tenant) return false;
  return person.person === subject.person || person.firm === subject.firm || person.sharesChannel;
}

function isInRecord(subject: Subject, person: PersonFacts | null): boolean {
  return person !== null && person.tenant === subject.tenant && person.inRecord;
}

/** Whether the subject may do this to the target; if not, why, in a sentence that tells no more than they may know. */
export function decide<A extends Action>(subject: Subject, action: A, target: Targets[A]): Verdict {
  if (subject.disabled) return refuse('disabled', 'This account is disabled. Ask your administrator.');
  return rules[action](subject, target);
}
