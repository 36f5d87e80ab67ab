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

type Standing = {
  key: string;
  /** Of its (first) event; null while the log does not hold it. */
  seq: Seq | null;
  /** The day that begins above this row (`startOfDay`), if one does. */
  day: number | null;
  /** The "new" line stands above this row. */
  unread: boolean;
};

export type MessageRow = Standing & {
  kind: 'message';
  id: EventId;
  actor: PersonId;
  at: number;
  body: MessageBody;
  state: 'sent' | OutboxItem['state'];
  problem: Problem | null;
  /** The same speaker went on within five minutes: a roomy timeline drops name and time. */
  follows: boolean;
};
/** Quiet news of the channel; joins, leaves and other names in a row are one row. */
export type SystemRow = Standing & { kind: 'system'; events: readonly [SystemEvent, ...SystemEvent[]] };
export type ErasedRow = Standing & { kind: 'erased'; actor: PersonId; at: number };
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
  const eventRows = (previous && (extended(previous, input) ?? preceded(previous, input))) ?? anew(previous, input);
  const { me } = input;
  const pending = me === undefined ? [] : input.pending.map((item) => pendingRow(item, me));
  const before = new Map((previous?.all ?? []).slice(previous?.events.length).map((row) => [row.key, row]));
  return { input, events: eventRows, all: [...eventRows, ...pending.map((row) => kept(before.get(row.key), row))] };
}

function anew(previous: Rows | null, input: RowInput): readonly Row[] {
  return reusing(previous?.events ?? [], build(input, [], 0, input.events.length));
}

/** Whether nothing but the events differs, and the earlier ones stand among the present ones from index `from` on. */
function holds(before: RowInput, now: RowInput, from: number): boolean {
  const count = before.events.length;
  return (
    count > 0 &&
    from >= 0 &&
    from + count <= now.events.length &&
    before.events[0] === now.events[from] &&
    before.events[count - 1] === now.events[from + count - 1] &&
    before.unreadAfter === now.unreadAfter &&
    before.me === now.me
  );
}

/** Events came behind, or none: what was there stays. Null: something else has happened. */
function extended(previous: Rows, input: RowInput): readonly Row[] | null {
  const from = previous.input.events.length;
  if (previous.input.hasOlder !== input.hasOlder || !holds(previous.input, input, 0)) return null;
  return from === input.events.length ? previous.events : build(input, previous.events, from, input.events.length);
}

/** Events came in front: only they, and the rows where the two meet, are made. Null: something else has happened. */
function preceded(previous: Rows, input: RowInput): readonly Row[] | null {
  const front = input.events.length - previous.input.events.length;
  if (front <= 0 || !holds(previous.input, input, front)) return null;
  // The first row may now follow another; quiet news may gather differently up to the first row of another kind.
  const first = previous.events.findIndex((row) => row.kind !== 'system');
  const kept = first === 0 ? 1 : first;
  if (kept === -1) return null;
  const met = previous.events.slice(0, kept).reduce((sum, row) => sum + (row.kind === 'system' ? row.events.length : 1), 0);
  const unread = firstUnread(input.events, input.unreadAfter, input.me);
  if (unread && unread.seq >= (input.events[front + met]?.seq ?? Number.POSITIVE_INFINITY)) {
    if (unread !== firstUnread(previous.input.events, input.unreadAfter, input.me)) return null;
  }
  const made = reusing(previous.events.slice(0, kept), build(input, [], 0, front + met));
  return [...made, ...previous.events.slice(kept)];
}

/** The rows for the events `from` to `to` (exclusive), after the rows that are known. */
function build(input: RowInput, known: readonly Row[], from: number, to: number): Row[] {
  const rows = [...known];
  const { events, hasOlder, me } = input;
  const dayOf = dayFinder();
  const unread = firstUnread(events, input.unreadAfter, me);
  for (let at = from; at < to; at += 1) {
    const event = events[at];
    if (!event) continue;
    const before = events[at - 1];
    const day = dayOf(event.at);
    const begins = before ? dayOf(before.at) !== day : !hasOlder;
    const { seq } = event;
    const place = { key: `${event.actor} ${event.id}`, seq, day: begins ? day : null, unread: event === unread };
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

function messageRow(event: EventOf<'message'>, place: Standing, last: Row | undefined): MessageRow {
  const { id, actor, at, body } = event;
  const follows = followsOn(last, place, actor, at, body);
  return { ...place, kind: 'message', id, actor, at, body, state: 'sent', problem: null, follows };
}

function pendingRow(item: OutboxItem, me: PersonId): MessageRow {
  const { id, queuedAt: at, body, state, problem = null } = item;
  const place = { key: `${me} ${id}`, seq: null, day: null, unread: false };
  return { ...place, kind: 'message', id, actor: me, at, body, state, problem, follows: false };
}

function followsOn(last: Row | undefined, place: Standing, actor: PersonId, at: number, body: MessageBody): boolean {
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

/** The row of an event, or of the news that it was gathered into; null where it is not among the rows. */
export function rowOf(rows: readonly Row[], seq: Seq): { at: number; row: Row } | null {
  const first = rows[0]?.seq;
  if (first === undefined || first === null || first > seq) return null;
  const at = rows.findLastIndex((row) => row.seq !== null && row.seq <= seq);
  const row = rows[at];
  return row ? { at, row } : null;
}

/** How the rows have changed at the front: how many there are more (or, below zero, fewer) before what was there. */
export function shiftOf(before: readonly Row[], after: readonly Row[]): number {
  const [first, now] = [before[0], after[0]];
  if (!first || !now || first.key === now.key) return 0;
  const came = after.findIndex((row) => row.key === first.key);
  if (came !== -1) return came;
  // The first rows have gone, or have been gathered into another: any row that is still there tells.
  const places = new Map(after.map((row, at) => [row.key, at]));
  for (let at = 1; at < before.length; at += 1) {
    const row = before[at];
    const place = row && places.get(row.key);
    if (place !== undefined) return place - at;
  }
  return 0;
}
