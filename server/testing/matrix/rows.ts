/**
 * Who may do what, as one table to read: the product's promise, written down apart from the code that decides it. Each cell is
 * tried on a real server (`server/hostile/authorisation.integration.test.ts`).
 *
 * A call to a channel has a row for each kind of channel, and a column for each person as they stand to it. `ok`: accepted, with
 * the effect seen; a code: refused so, and nothing has changed. `-`: nobody can stand so to a channel of this kind.
 */
import type { ErrorCode } from '../../../shared/errors.ts';
import type { CallName, PushName } from '../../../shared/protocol.ts';

/** As a person stands to a channel. `guest`: a member, of another firm than its owner. */
export const roles = ['owner', 'member', 'guest', 'feeder', 'colleague', 'partner', 'stranger', 'foreigner', 'disabled'] as const;
export type Role = (typeof roles)[number];

/** `shared`: persistent, with members of two firms. `feed`: written by its feed alone. */
export const channelKinds = ['direct', 'group', 'persistent', 'shared', 'feed'] as const;
export type ChannelKind = (typeof channelKinds)[number];

export type Verdict = 'ok' | ErrorCode | '-';

/** One word a role, in the order of `roles`. */
type Row = string;

const no = 'not-found';
const feed = 'read-only';
const deny = 'not-allowed';
const outside = `${no}   ${no}   ${no}   ${no}   disabled`;
const walkIn = `ok          ${no}   ${no}   ${no}   disabled`;

/**
 * colleague: of the owner's firm, no member · partner: of another firm, no member, shares some other channel with the owner ·
 * stranger: of a firm that shares nothing · foreigner: of another tenant · disabled: was a member until the account was closed
 */
export const channelCalls = {
  //                        owner        member       guest        feeder       colleague   partner   stranger  foreigner disabled
  send: {
    direct: /*     */ `ok           ok           -            -            ${outside}`,
    group: /*      */ `ok           ok           ok           -            ${outside}`,
    persistent: /* */ `ok           ok           -            -            ${outside}`,
    shared: /*     */ `ok           ok           ok           -            ${outside}`,
    feed: /*       */ `${feed}      ${feed}      ${feed}      ok           ${outside}`,
  },
  history: everyMember(outside),
  read: everyMember(outside),
  members: everyMember(outside),
  join: {
    direct: /*     */ `ok           ok           -            -            ${outside}`,
    group: /*      */ `ok           ok           ok           -            ${outside}`,
    persistent: /* */ `ok           ok           -            -            ${walkIn}`,
    shared: /*     */ `ok           ok           ok           -            ${walkIn}`,
    feed: /*       */ `ok           ok           ok           ok           ${walkIn}`,
  },
  // Leaving what one is not in, or may not see, is done already: the answer tells nothing, and nothing happens.
  leave: {
    direct: /*     */ `${deny}      ${deny}      -            -            ok  ok  ok  ok  disabled`,
    group: /*      */ `ok           ok           ok           -            ok  ok  ok  ok  disabled`,
    persistent: /* */ `ok           ok           -            -            ok  ok  ok  ok  disabled`,
    shared: /*     */ `ok           ok           ok           -            ok  ok  ok  ok  disabled`,
    feed: /*       */ `ok           ok           ok           ok           ok  ok  ok  ok  disabled`,
  },
  // Each asks a colleague of their own in, whom they can find.
  invite: {
    direct: /*     */ `${deny}      ${deny}      -            -            ${outside}`,
    group: /*      */ `ok           ok           ok           -            ${outside}`,
    persistent: /* */ `ok           ok           -            -            ${outside}`,
    shared: /*     */ `ok           ok           ok           -            ${outside}`,
    feed: /*       */ `ok           ok           ok           ok           ${outside}`,
  },
  rename: described(),
  topic: described(),
} as const satisfies Partial<Record<CallName, Record<ChannelKind, Row>>>;

function everyMember(others: string): Record<ChannelKind, Row> {
  return {
    direct: /*     */ `ok           ok           -            -            ${others}`,
    group: /*      */ `ok           ok           ok           -            ${others}`,
    persistent: /* */ `ok           ok           -            -            ${others}`,
    shared: /*     */ `ok           ok           ok           -            ${others}`,
    feed: /*       */ `ok           ok           ok           ok           ${others}`,
  };
}

function described(): Record<ChannelKind, Row> {
  return {
    direct: /*     */ `${deny}      ${deny}      -            -            ${outside}`,
    group: /*      */ `ok           ok           ok           -            ${outside}`,
    persistent: /* */ `ok           ${deny}      -            -            ${outside}`,
    shared: /*     */ `ok           ${deny}      ${deny}      -            ${outside}`,
    feed: /*       */ `ok           ${deny}      ${deny}      ${deny}      ${outside}`,
  };
}

export type ChannelCall = keyof typeof channelCalls;

/** As one person stands to another whom they ask for. */
export const standings = ['self', 'colleague', 'partner', 'stranger', 'foreigner', 'closed', 'nobody'] as const;
export type Standing = (typeof standings)[number];

/**
 * colleague: of the same firm · partner: of another firm, sharing a channel · stranger: of a firm that shares nothing ·
 * foreigner: of another tenant · closed: a colleague whose account is disabled · nobody: an id that nobody has
 *
 * `shown` or `hidden` for calls that leave out whom one may not see; a verdict for those that refuse.
 */
export const personCalls = {
  //                 self         colleague    partner      stranger     foreigner    closed       nobody
  people: /*    */ `shown        shown        shown        hidden       hidden       shown        hidden`,
  // Oneself is not looked for.
  directory: /* */ `hidden       shown        shown        hidden       hidden       hidden       hidden`,
  watch: /*     */ `shown        shown        shown        hidden       hidden       shown        hidden`,
  create: /*    */ `not-allowed  ok           ok           not-found    not-found    not-found    not-found`,
} as const satisfies Partial<Record<CallName, string>>;

export type PersonCall = keyof typeof personCalls;

/** Calls about nobody but oneself: everyone whose account is open may make them, and is told of themselves alone. */
export const ownCalls = ['sync', 'presence'] as const satisfies readonly CallName[];

/**
 * Who is told what: each push, and who receives it when it happens in a channel of two firms. Nobody else does.
 */
export const pushRows = {
  /** An event of the channel: its members. */
  events: 'owner member guest',
  /** The channel's head: its members. */
  heads: 'owner member guest',
  /** The channel was described: its members. */
  channel: 'owner member guest',
  /** A member has left: that one. */
  gone: 'member',
  /** The owner's presence: who may see the owner, of all who watch. */
  presence: 'owner member guest feeder colleague partner',
  /** The owner has read so far: the owner's other connection. */
  read: 'owner',
  /** Why a member's connection ends: that member. */
  bye: 'member',
  /** What the server cannot do: whoever is connected. Tells of nobody; its own tests are in condition/ and cluster/. */
  condition: '',
  /** Frames were dropped: who was too slow. Its own test makes someone slow: connections/slow-client.integration.test.ts. */
  resync: '',
} as const satisfies Record<PushName, string>;

/** The cells of a row. */
export function cellsOf(row: string): string[] {
  return row.trim().split(/\s+/);
}
