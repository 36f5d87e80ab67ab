/** One Socket.IO connection, without any policy of its own: it does not reconnect, retry or check. The only importer of the library. */
import { io } from 'socket.io-client';
import { type Problem, Problem as ProblemSchema } from '../../shared/errors.ts';
import { type CallName, type Handshake, type PushName, pushNames } from '../../shared/protocol.ts';

export type WireEvents = {
  up(): void;
  push(name: PushName, push: unknown): void;
  /** Once, and nothing after it. `problem` is what the server gave as its reason, if it gave one. */
  down(reason: string, problem: Problem | null): void;
};

export interface Wire {
  /** `answer` gets what the server acknowledged with, unchecked; it may never be called. */
  call(name: CallName, input: unknown, answer: (result: unknown) => void): void;
  /** Closes it; no more events. */
  close(): void;
}

export type OpenWire = (server: string, handshake: Handshake, events: WireEvents) => Wire;

/** How long a handshake may take (ms). */
const HANDSHAKE_MS = 15_000;

export const openSocket: OpenWire = (server, handshake, events) => {
  const { origin, pathname } = new URL(server);
  const socket = io(origin, {
    path: `${pathname.replace(/\/$/, '')}/socket.io`,
    transports: ['websocket'],
    reconnection: false,
    forceNew: true,
    timeout: HANDSHAKE_MS,
    auth: handshake,
  });
  let over = false;
  const end = (reason: string, problem: Problem | null) => {
    if (over) return;
    over = true;
    socket.disconnect();
    events.down(reason, problem);
  };
  socket.on('connect', () => events.up());
  socket.on('connect_error', (error) => {
    const problem = ProblemSchema.safeParse('data' in error ? error.data : undefined);
    end(error.message, problem.success ? problem.data : null);
  });
  socket.on('disconnect', (reason) => end(reason, null));
  for (const name of pushNames) {
    socket.on(name, (push: unknown) => {
      if (!over) events.push(name, push);
    });
  }
  return {
    call: (name, input, answer) => void socket.emit(name, input, answer),
    close() {
      over = true;
      socket.disconnect();
    },
  };
};
