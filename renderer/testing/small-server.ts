/**
 * A server small enough to be looked through: one person's channels in memory, behind a wire that loses what it is told to lose.
 * It answers what an engine asks by itself, and knows at any moment what is unread.
 */
import type { ChannelEvent } from '../../shared/events.ts';
import { type ChannelId, EventId, type Firm, FirmId, type Person, Seq, TenantId } from '../../shared/model.ts';
import type { CallName, ChannelState, Grant, PushName } from '../../shared/protocol.ts';
import type { OpenWire, WireEvents } from '../engine/wire.ts';
import { channelNamed, personNamed } from './log-of.ts';

type Room = { id: ChannelId; name: string; events: ChannelEvent[]; read: number };
export type Totals = { unread: number; mentions: number };

const tenant = TenantId.parse('home');
const firm: Firm = { id: FirmId.parse('6d9a2c58-0d8f-4a6c-9a51-5b1c2f7a4e10'), tenant, name: 'Corvid', short: 'CCM' };
const START = 1_700_000_000_000;

export class SmallServer {
  readonly me: Person = { id: personNamed('mara'), firm: firm.id, handle: 'mara', name: 'Mara Voss', kind: 'person' };
  readonly other: Person = { id: personNamed('okoye'), firm: firm.id, handle: 'okoye', name: 'Chidi Okoye', kind: 'person' };
  readonly #rooms: Room[];
  #wire: WireEvents | null = null;
  /** How many connections there were. */
  connections = 0;

  constructor(channels: number) {
    this.#rooms = Array.from({ length: channels }, (_, at) => ({
      id: channelNamed(`room ${at}`),
      name: `room-${at}`,
      events: [],
      read: 0,
    }));
  }

  get channels(): ChannelId[] {
    return this.#rooms.map(({ id }) => id);
  }

  /** What this person has not read, by the log itself. */
  truth(): Totals {
    const states = this.#rooms.map((room) => this.#stateOf(room));
    return {
      unread: states.reduce((sum, { headNth, readNth }) => sum + headNth - readNth, 0),
      mentions: states.reduce((sum, { mentions }) => sum + mentions, 0),
    };
  }

  head(channel: ChannelId): Seq {
    return Seq.parse(this.#room(channel).events.length);
  }

  /** A message is committed; its frame is sent by what this answers. */
  message(channel: ChannelId, by: 'me' | 'other', mention: boolean): () => void {
    const room = this.#room(channel);
    const seq = room.events.length + 1;
    const nth = (room.events.at(-1)?.nth ?? 0) + 1;
    const id = EventId.parse(`00000000-0000-7000-8000-${(this.#rooms.indexOf(room) * 1e6 + seq).toString(16).padStart(12, '0')}`);
    const body = mention ? { text: `@mara ${seq}`, mentions: [this.me.id] } : { text: `message ${seq}` };
    const actor = by === 'me' ? this.me.id : this.other.id;
    const event: ChannelEvent = { seq: Seq.parse(seq), nth, id, actor, at: START + seq, kind: 'message', body };
    room.events.push(event);
    if (by === 'me') room.read = seq;
    return () => this.#push('events', { channel, events: [event] });
  }

  /** Another client of the same person reads. */
  readElsewhere(channel: ChannelId, seq: number): void {
    const room = this.#room(channel);
    room.read = Math.max(room.read, Math.min(seq, room.events.length));
    this.#push('read', { channel, ...this.#cursorOf(room) });
  }

  beat(): void {
    const heads = this.#rooms.map((room): [ChannelId, unknown] => {
      const { head, headNth } = this.#stateOf(room);
      return [room.id, { head, headNth }];
    });
    this.#push('heads', { now: Date.now(), heads: Object.fromEntries(heads) });
  }

  resync(): void {
    this.#push('resync', {});
  }

  /** The connection is cut. */
  drop(): void {
    const wire = this.#wire;
    this.#wire = null;
    wire?.down('the line was cut', null);
  }

  isConnected(): boolean {
    return this.#wire !== null;
  }

  /** Signs everybody in. */
  readonly fetch: typeof fetch = async () => {
    const now = Date.now();
    const grant: Grant = { access: 'a', accessExpiresAt: now + 3_600_000, refresh: 'r', now, me: this.me };
    return new Response(JSON.stringify(grant), { status: 200 });
  };

  readonly open: OpenWire = (_server, _handshake, events) => {
    this.connections += 1;
    this.#wire = events;
    queueMicrotask(() => events.up());
    return {
      call: (name, input, answer) => {
        if (this.#wire === events) answer({ ok: true, value: this.#answer(name, input) });
      },
      close: () => {
        if (this.#wire === events) this.#wire = null;
      },
    };
  };

  #push(name: PushName, push: unknown): void {
    this.#wire?.push(name, structuredClone(push));
  }

  #room(channel: ChannelId): Room {
    const room = this.#rooms.find(({ id }) => id === channel);
    if (room === undefined) throw new Error('There is no such channel.');
    return room;
  }

  #cursorOf({ events, read }: Room): Pick<ChannelState, 'read' | 'readNth' | 'mentions'> {
    const unread = events.slice(read);
    const mentions = unread.filter(
      (event) => event.kind === 'message' && event.actor !== this.me.id && event.body.mentions?.includes(this.me.id),
    );
    return { read: Seq.parse(read), readNth: events[read - 1]?.nth ?? 0, mentions: mentions.length };
  }

  #stateOf(room: Room): ChannelState {
    return {
      channel: { id: room.id, tenant, kind: 'persistent', name: room.name, topic: '', recorded: false, feed: false },
      role: 'member',
      head: Seq.parse(room.events.length),
      headNth: room.events.at(-1)?.nth ?? 0,
      ...this.#cursorOf(room),
      firms: [{ firm: firm.id, members: 2 }],
    };
  }

  #answer(name: CallName, input: unknown): unknown {
    // The engine is ours, and what it asks is checked elsewhere.
    const asked = input as {
      cursors?: Record<string, number>;
      channel?: ChannelId;
      seq?: number;
      after?: number;
      before?: number;
      limit?: number;
      people?: Person['id'][];
    };
    const people = [this.me, this.other];
    if (name === 'sync') {
      const missed = this.#rooms.map(({ id, events }) => ({
        channel: id,
        events: events.slice(asked.cursors?.[id] ?? 0).slice(-500),
      }));
      const channels = this.#rooms.map((room) => this.#stateOf(room));
      return structuredClone({ me: this.me, now: Date.now(), firms: [firm], people, channels, missed, gaps: [] });
    }
    if (name === 'watch') return { presences: (asked.people ?? []).map((person) => ({ person, status: 'available' })) };
    if (name === 'people') return { people, firms: [firm] };
    if (name === 'members') return { members: [], people, firms: [firm] };
    if (asked.channel === undefined) return {};
    const room = this.#room(asked.channel);
    if (name === 'read') {
      room.read = Math.max(room.read, asked.seq ?? 0);
      return this.#cursorOf(room);
    }
    const within = room.events.filter(({ seq }) => seq > (asked.after ?? 0) && seq < (asked.before ?? Number.MAX_SAFE_INTEGER));
    const limit = asked.limit ?? 500;
    const events = asked.after === undefined ? within.slice(-limit) : within.slice(0, limit);
    return structuredClone({ events, people, head: room.events.length });
  }
}
