/**
 * What connections are told when a channel's members or its description change: who has come hears it and gets its state, who
 * has left hears it no more. The verdict on delivery is taken here and at `sync`, so that fan-out itself stays one frame.
 *
 * For everyone else only the counts of firms have changed: they are told a moment later, once for all who came and went.
 */
import type { Logger } from 'pino';
import type { ChannelId, PersonId } from '../../shared/model.ts';
import { channelState } from '../handlers/channel-states.ts';
import type { Context } from '../handlers/handler.ts';
import { decide } from '../policy/decide.ts';
import { channelFacts, knownPeople, subjectOf } from '../policy/facts.ts';
import type { MembershipChange } from '../roster/roster.ts';
import { cursorsAt } from '../store/cursors.ts';
import type { Connection } from './connection.ts';

const LATER_MS = 1_000;

export class ChannelAnnouncer {
  readonly #context: Context;
  readonly #log: Logger;
  readonly #later = new Map<ChannelId, NodeJS.Timeout>();

  constructor(context: Context, log: Logger) {
    this.#context = context;
    this.#log = log;
  }

  announce({ channel, joined, left, described }: MembershipChange & { described: boolean }): void {
    const { connectionsOf, presence, roster } = this.#context;
    for (const connection of left.flatMap((person) => [...connectionsOf(person)])) {
      if (!connection.channels.has(channel)) continue;
      connection.ignore(channel);
      connection.tell('gone', { channel });
    }
    for (const person of [...joined, ...left]) presence.visibilityChanged(person, connectionsOf(person));
    this.#tell(channel, described ? (roster.channel(channel)?.members.keys() ?? []) : joined);
    if (!described && !this.#later.has(channel)) {
      this.#later.set(
        channel,
        setTimeout(() => this.#tellEveryone(channel), LATER_MS),
      );
    }
  }

  /** Stops what waits. */
  close(): void {
    for (const timer of this.#later.values()) clearTimeout(timer);
    this.#later.clear();
  }

  #tellEveryone(channel: ChannelId): void {
    this.#later.delete(channel);
    this.#tell(channel, this.#context.roster.channel(channel)?.members.keys() ?? []);
  }

  #tell(channel: ChannelId, people: Iterable<PersonId>): void {
    const told = new Map<PersonId, Connection[]>();
    for (const person of people) {
      const connections = [...this.#context.connectionsOf(person)].filter((each) => each.synced && !each.behind);
      if (connections.length > 0 && this.#mayRead(person, channel)) told.set(person, connections);
    }
    // Whoever has just come hears the channel before its head is read, so that nothing falls between.
    for (const connection of [...told.values()].flat()) connection.hear([channel]);
    if (told.size === 0) return;
    this.#tellStates(channel, told).catch((err: unknown) =>
      this.#log.error({ err, channel }, 'A channel could not be announced.'),
    );
  }

  async #tellStates(id: ChannelId, told: ReadonlyMap<PersonId, Connection[]>): Promise<void> {
    const { roster, heads, queries } = this.#context;
    const places = [...told.keys()].map((person) => ({ person, channel: id }));
    const cursors = new Map((await cursorsAt(queries, places)).map(({ person, ...cursor }) => [person, cursor]));
    const entry = roster.channel(id);
    if (!entry) return;
    for (const [person, connections] of told) {
      const cursor = cursors.get(person);
      const state = cursor && channelState(roster, person, entry, heads.of(id), cursor);
      if (!state || !this.#mayRead(person, id)) continue;
      const { people } = knownPeople(roster, subjectOf(roster, person), state.peer === undefined ? [] : [state.peer]);
      const firms = state.firms.flatMap(({ firm }) => roster.firm(firm) ?? []);
      for (const connection of connections) connection.tell('channel', { channel: state, people, firms });
    }
  }

  #mayRead(person: PersonId, id: ChannelId): boolean {
    const { roster } = this.#context;
    const subject = subjectOf(roster, person);
    return decide(subject, 'read-channel', { channel: channelFacts(roster, subject, roster.channel(id)) }).allow;
  }
}
