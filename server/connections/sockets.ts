/**
 * The Socket.IO server: WebSockets only, one adapter in memory. The one file that knows how it is set up.
 */
import type { Server as HttpServer } from 'node:http';
import type { Logger } from 'pino';
import { Server, type Socket } from 'socket.io';
import { MAX_FRAME_BYTES } from '../../shared/protocol.ts';
import type { Round } from '../fan-out/fan-out.ts';
import { isAllowedOrigin } from '../http/origins.ts';
import type { BucketSize } from '../limits/bucket.ts';
import { type AcceptParts, acceptSockets } from './accept.ts';
import { Bundle } from './bundle.ts';
import { Connection } from './connection.ts';
import { eventFrame } from './event-frame.ts';

export type SocketParts = {
  server: HttpServer;
  origins: ReadonlySet<string>;
  accept: AcceptParts;
  /** Of each connection. */
  limit: BucketSize;
  log: Logger;
  onOpen: (connection: Connection) => void;
  onFrame: (connection: Connection, name: string, args: unknown[]) => void;
  onClosed: (connection: Connection) => void;
};

export interface Sockets {
  /** Writes a round, socket by socket as it is iterated: each frame serialised once, and all that a socket gets in one call. */
  write(round: Round): Iterator<void, { frames: number; deliveries: number }>;
  /** Closes every connection, and the HTTP server under them. */
  close(): Promise<void>;
}

export function openSockets(parts: SocketParts): Sockets {
  const { log, origins } = parts;
  const io = new Server(parts.server, {
    transports: ['websocket'],
    allowUpgrades: false,
    serveClient: false,
    maxHttpBufferSize: MAX_FRAME_BYTES,
    perMessageDeflate: false,
    httpCompression: false,
    // Longer than the heartbeat, which asks too (registry.ts): so this is for those alone who do not answer it.
    pingInterval: 25_000,
    pingTimeout: 10_000,
    connectTimeout: 10_000,
    allowRequest: ({ headers }, answer) => answer(null, isAllowedOrigin(headers.origin, headers.host, origins)),
  });
  const { rooms } = io.of('/').adapter;
  const accepted = new WeakMap<Socket, Connection>();
  const open = new Map<string, Connection>();
  io.use(
    acceptSockets(
      parts.accept,
      (socket, bearer) => accepted.set(socket, new Connection(socket, bearer, parts.limit)),
      (err) => log.error({ err }, 'A handshake failed.'),
    ),
  );
  io.on('connection', (socket) => {
    const connection = accepted.get(socket);
    if (!connection) {
      socket.disconnect(true);
      return;
    }
    open.set(socket.id, connection);
    parts.onOpen(connection);
    socket.onAny((name: string, ...args: unknown[]) => parts.onFrame(connection, name, args));
    socket.once('disconnect', (reason, description) => {
      open.delete(socket.id);
      parts.onClosed(connection);
      log.debug({ person: connection.person, reason, description: String(description ?? '') }, 'A connection was closed.');
    });
  });
  return {
    *write({ events, reads }) {
      const nothing = new Bundle();
      const bundles = new Map<Connection, Bundle>();
      const add = (connection: Connection, frame: Buffer) =>
        bundles.set(connection, (bundles.get(connection) ?? nothing).with(frame));
      const wrote = { frames: 0, deliveries: 0 };
      for (const push of events) {
        const room = rooms.get(push.channel);
        if (!room) continue;
        const frame = eventFrame('events', push);
        for (const id of room) {
          const connection = open.get(id);
          if (connection) add(connection, frame);
        }
        wrote.frames += room.size;
        wrote.deliveries += room.size * push.events.length;
      }
      for (const { to, push } of reads) {
        const frame = eventFrame('read', push);
        for (const connection of to) add(connection, frame);
      }
      for (const [connection, bundle] of bundles) yield connection.write(bundle.bytes);
      return wrote;
    },
    close: () => io.close(),
  };
}
