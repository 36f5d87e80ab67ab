/**
 * The Socket.IO server: WebSockets only, one adapter in memory. The one file that knows how it is set up.
 */
import type { Server as HttpServer } from 'node:http';
import type { Logger } from 'pino';
import { Server, type Socket } from 'socket.io';
import type { ChannelEvents } from '../../shared/events.ts';
import { MAX_FRAME_BYTES, type PushOf } from '../../shared/protocol.ts';
import { isAllowedOrigin } from '../http/origins.ts';
import { type AcceptParts, acceptSockets } from './accept.ts';
import type { BucketSize } from './bucket.ts';
import { Connection } from './connection.ts';

export type SocketParts = {
  server: HttpServer;
  origins: ReadonlySet<string>;
  accept: AcceptParts;
  limits: BucketSize;
  log: Logger;
  onOpen: (connection: Connection) => void;
  onFrame: (connection: Connection, name: string, args: unknown[]) => void;
  onClosed: (connection: Connection) => void;
};

export interface Sockets {
  /** Sends events to all who hear their channel, serialised and framed once; answers how many that are. */
  toChannel(frame: ChannelEvents): number;
  /** Sends heads to these connections, serialised and framed once. */
  headsTo(ids: string[], frame: PushOf<'heads'>): void;
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
    pingInterval: 20_000,
    pingTimeout: 15_000,
    connectTimeout: 10_000,
    allowRequest: ({ headers }, answer) => answer(null, isAllowedOrigin(headers.origin, headers.host, origins)),
  });
  const { rooms } = io.of('/').adapter;
  const accepted = new WeakMap<Socket, Connection>();
  io.use(
    acceptSockets(
      parts.accept,
      (socket, bearer) => accepted.set(socket, new Connection(socket, bearer, parts.limits)),
      (err) => log.error({ err }, 'A handshake failed.'),
    ),
  );
  io.on('connection', (socket) => {
    const connection = accepted.get(socket);
    if (!connection) {
      socket.disconnect(true);
      return;
    }
    parts.onOpen(connection);
    socket.onAny((name: string, ...args: unknown[]) => parts.onFrame(connection, name, args));
    socket.once('disconnect', (reason, description) => {
      parts.onClosed(connection);
      log.debug({ person: connection.person, reason, description: String(description ?? '') }, 'A connection was closed.');
    });
  });
  return {
    toChannel(frame) {
      const heard = rooms.get(frame.channel)?.size ?? 0;
      if (heard > 0) io.to(frame.channel).emit('events', frame);
      return heard;
    },
    headsTo: (ids, frame) => void io.to(ids).emit('heads', frame),
    close: () => io.close(),
  };
}
