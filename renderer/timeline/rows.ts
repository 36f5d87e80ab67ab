/**
 * What a timeline shows, row by row. Pure. Day separators and the "new" line belong to the row below them: they come and
 * go without moving any row's index, on which the virtualiser keeps its sizes.
 *
 * At a thousand messages a second rows are not made anew: an append makes only what is new, and whatever else happens, a
 * row that did not change keeps its identity, so that it is not drawn again.
 */
import type { OutboxItem } from '../../shared/engine-api.ts';
import type { Problem } from '../../shared/errors.ts';
import type { ChannelEvent, EventOf, MessageBody } from '../../shared/events.ts';
import type { EventId, PersonId, Seq } from '../../shared/model.ts';
import { dayFinder } from './days.ts';
import { firstUnread } from './unread-mark.ts';

type Place = {
  key: string;
  /** The day that begins above this row (`startOfDay`), if one does. */
  day: number | null;
  /** The "new" line stands above this row. */
  unread: boolean;
};

export type MessageRow = Place & {
  kind: 'message';
  id: EventId;
  actor: PersonId;
  at: number;
  body: MessageBody;
  /** Null while the log does not hold it. */
  seq: Seq | null;
  state: 'sent' | OutboxItem['state'];
  problem: Problem | null;
  /** The same speaker went on within five minutes: a roomy timeline drops name and time. */
  follows: boolean;
};
/** Quiet news of the channel; joins, leaves and other names in a row are one row. */
export type SystemRow = Place & { kind: 'system'; events: readonly [SystemEvent, ...SystemEvent[]] };
export type ErasedRow = Place & { kind: 'erased'; actor: PersonId; at: number };
export type Row = MessageRow | SystemRow | ErasedRow;

export type SystemEvent = EventOf<'join' | 'leave' | 'rename' | 'topic' | 'alias'>;

export type RowInput = {
  events: readonly ChannelEvent[];
  pending: readonly OutboxItem[];
  /** The log goes on before the first event: whether a day begins there is not known. */
  hasOlder: boolean;
  /** The "new" line stands after this seq; null: nowhere. */
  unreadAfter: Seq | null;
  me: PersonId | undefined;
};

export type Rows = { input: RowInput; events: readonly Row[]; all: readonly Row[] };

/** A speaker who goes on within this time (ms) is not named again in the roomier densities. */
export const FOLLOWS_MS = 5 * 60_000;
/** Most quiet events in one row. */
const MOST_GROUPED = 100;

/** The rows for an input, with as much of the previous ones as still holds. */
export function rowsOf(input: RowInput, previous: Rows | null): Rows {
  const grown = previous && onlyGrew(previous.input, input);
  const eventRows = grown ? extended(previous, input) : reusing(previous?.events ?? [], build(input, [], 0));
  const { me } = input;
  const pending = me === undefined ? [] : input.pending.map((item) => pendingRow(item, me));
  const before = new Map((previous?.all ?? []).slice(previous?.events.length).map((row) => [row.key, row]));
  return { input, events: eventRows, all: [...eventRows, ...pending.map((row) => kept(before.get(row.key), row))] };
}

function onlyGrew(before: RowInput, now: RowInput): boolean {
  const count = before.events.length;
  return (
    count > 0 &&
    now.events.length >= count &&
    before.events[0] === now.events[0] &&
    before.events[count - 1] === now.events[count - 1] &&
    before.hasOlder === now.hasOlder &&
    before.unreadAfter === now.unreadAfter &&
    before.me === now.me
  );
}

function extended(previous: Rows, input: RowInput): readonly Row[] {
  const from = previous.input.events.length;
  return from === input.events.length ? previous.events : build(input, previous.events, from);
}

function build(input: RowInput, known: readonly Row[], from: number): Row[] {
  const rows = [...known];
  const { events, hasOlder, me } = input;
  const dayOf = dayFinder();
  const unread = firstUnread(events, input.unreadAfter, me);
  for (let at = from; at < events.length; at += 1) {
    const event = events[at];
    if (!event) continue;
    const before = events[at - 1];
    const day = dayOf(event.at);
    const begins = before ? dayOf(before.at) !== day : !hasOlder;
    const place = { key: `${event.actor} ${event.id}`, day: begins ? day : null, unread: event === unread };
    const last = rows.at(-1);
    if (event.kind === 'message') {
      rows.push(messageRow(event, place, last));
    } else if (event.kind === 'erased') {
      rows.push({ ...place, kind: 'erased', actor: event.actor, at: event.at });
    } else if (last?.kind === 'system' && !begins && joins(last, event)) {
      rows[rows.length - 1] = { ...last, events: [...last.events, event] };
    } else {
      rows.push({ ...place, kind: 'system', events: [event] });
    }
  }
  return rows;
}

const grouped = (event: SystemEvent): boolean => event.kind === 'join' || event.kind === 'leave' || event.kind === 'alias';

function joins(row: SystemRow, event: SystemEvent): boolean {
  return grouped(event) && row.events.every(grouped) && row.events.length < MOST_GROUPED;
}

function messageRow(event: EventOf<'message'>, place: Place, last: Row | undefined): MessageRow {
  const { id, actor, at, body, seq } = event;
  const follows = followsOn(last, place, actor, at, body);
  return { ...place, kind: 'message', id, actor, at, body, seq, state: 'sent', problem: null, follows };
}

function pendingRow(item: OutboxItem, me: PersonId): MessageRow {
  const { id, queuedAt: at, body, state, problem = null } = item;
  const place = { key: `${me} ${id}`, day: null, unread: false };
  return { ...place, kind: 'message', id, actor: me, at, body, seq: null, state, problem, follows: false };
}

function followsOn(last: Row | undefined, place: Place, actor: PersonId, at: number, body: MessageBody): boolean {
  return (
    last?.kind === 'message' &&
    last.actor === actor &&
    at - last.at <= FOLLOWS_MS &&
    place.day === null &&
    !place.unread &&
    body.style !== 'action' &&
    last.body.style !== 'action'
  );
}

function reusing(before: readonly Row[], rows: Row[]): Row[] {
  if (!before.length) return rows;
  const known = new Map(before.map((row) => [row.key, row]));
  return rows.map((row) => kept(known.get(row.key), row));
}

function kept(before: Row | undefined, row: Row): Row {
  return before && sameRow(before, row) ? before : row;
}

function sameRow(a: Row, b: Row): boolean {
  if (a.day !== b.day || a.unread !== b.unread) return false;
  if (a.kind === 'message' && b.kind === 'message') {
    return a.body === b.body && a.seq === b.seq && a.state === b.state && a.follows === b.follows && a.problem === b.problem;
  }
  if (a.kind === 'system' && b.kind === 'system') {
    return a.events.length === b.events.length && a.events.every((event, at) => event === b.events[at]);
  }
  return a.kind === b.kind;
}

/** How the rows have changed at the front: how many there are more (or, below zero, fewer) before what was there. */
export function shiftOf(before: readonly Row[], after: readonly Row[]): number {
  const places = new Map(after.map((row, at) => [row.key, at]));
  for (let at = 0; at < before.length; at += 1) {
    const row = before[at];
    const now = row && places.get(row.key);
    if (now !== undefined) return now - at;
  }
  return 0;
}
