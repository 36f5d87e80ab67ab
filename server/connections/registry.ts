/**
 * The connections that are open, by person and by session.
 */
import type { Problem } from '../../shared/errors.ts';
import type { PersonId } from '../../shared/model.ts';
import type { PushOf } from '../../shared/protocol.ts';
import type { Connection } from './connection.ts';
import { eventFrame, pingFrame } from './event-frame.ts';

const none: ReadonlySet<Connection> = new Set();

export class Registry {
  readonly #all = new Set<Connection>();
  readonly #byPerson = new Map<PersonId, Set<Connection>>();
  readonly #bySession = new Map<string, Set<Connection>>();

  add(connection: Connection): void {
    this.#all.add(connection);
    put(this.#byPerson, connection.person, connection);
    put(this.#bySession, connection.session, connection);
  }

  remove(connection: Connection): void {
    this.#all.delete(connection);
    take(this.#byPerson, connection.person, connection);
    take(this.#bySession, connection.session, connection);
  }

  all(): ReadonlySet<Connection> {
    return this.#all;
  }

  /** Everyone who is connected, and how many times. */
  counts(): [PersonId, number][] {
    return [...this.#byPerson].map(([person, connections]) => [person, connections.size]);
  }

  /** The sessions that someone is connected with. */
  sessions(): string[] {
    return [...this.#bySession.keys()];
  }

  ofPerson(person: PersonId): ReadonlySet<Connection> {
    return this.#byPerson.get(person) ?? none;
  }

  ofSession(session: string): ReadonlySet<Connection> {
    return this.#bySession.get(session) ?? none;
  }
}

/**
 * Tells all of these the same heads, framed once and written to the sockets themselves, and asks in the same breath whether they
 * are there. The engine asks by itself only who has not answered for its own interval, which is longer: one write does for two,
 * and the answers come in together.
 */
export function beatTo(connections: Iterable<Connection>, heads: PushOf<'heads'>): void {
  const frames = Buffer.concat([eventFrame('heads', heads), pingFrame]);
  for (const connection of connections) connection.write(frames);
}

/** Says why to each of the connections, and closes it. */
export function endAll(connections: Iterable<Connection>, why: Problem): void {
  for (const connection of [...connections]) connection.end(why);
}

function put<K>(map: Map<K, Set<Connection>>, key: K, connection: Connection): void {
  const known = map.get(key);
  if (known) known.add(connection);
  else map.set(key, new Set([connection]));
}

function take<K>(map: Map<K, Set<Connection>>, key: K, connection: Connection): void {
  const known = map.get(key);
  known?.delete(connection);
  if (known?.size === 0) map.delete(key);
}
