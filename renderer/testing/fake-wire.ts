/** A server's side of the wire, played by a test: every connection that is opened is at hand, and does what it is told. */
import type { Problem } from '../../shared/errors.ts';
import type { CallName, Handshake, PushName } from '../../shared/protocol.ts';
import type { OpenWire, WireEvents } from '../engine/wire.ts';

export type FakeConnection = {
  handshake: Handshake;
  events: WireEvents;
  calls: { name: CallName; input: unknown; answer: (result: unknown) => void }[];
  closed: boolean;
};

export interface FakeWire {
  open: OpenWire;
  connections: FakeConnection[];
  last(): FakeConnection;
  up(): void;
  push(name: PushName, push: unknown): void;
  down(problem?: Problem): void;
  /** Answers the oldest waiting call of this name. */
  answer(name: CallName, value: unknown): void;
}

export function fakeWire(): FakeWire {
  const connections: FakeConnection[] = [];
  const last = (): FakeConnection => {
    const connection = connections.at(-1);
    if (!connection) throw new Error('No connection has been opened.');
    return connection;
  };
  return {
    connections,
    last,
    open(_server, handshake, events) {
      const connection: FakeConnection = { handshake, events, calls: [], closed: false };
      connections.push(connection);
      return {
        call: (name, input, answer) => void connection.calls.push({ name, input, answer }),
        close() {
          connection.closed = true;
        },
      };
    },
    up: () => last().events.up(),
    push: (name, push) => last().events.push(name, push),
    down: (problem) => last().events.down('test', problem ?? null),
    answer(name, value) {
      const { calls } = last();
      const at = calls.findIndex((call) => call.name === name);
      if (at < 0) throw new Error(`Nobody waits for "${name}".`);
      for (const call of calls.splice(at, 1)) call.answer(value);
    },
  };
}
