/** Bare `ws` that answers our raw clients' handshake with what they wait for: the same clients, at the same cost. */
import type { Socket } from 'node:net';
import { type WebSocket, WebSocketServer } from 'ws';

/** A connection, and the TCP socket under it. */
export type BareSocket = { client: WebSocket; tcp: Socket };

/** Everyone has everything: what a sync is answered with, as an array of one `Result` (shared/protocol.ts). */
const NOTHING_MISSED = '[{"ok":true,"value":{"channels":[],"missed":[],"gaps":[]}}]';

/** Listens on a free port of this machine, tells it on standard output, and keeps the set of those who are connected. */
export function openBareServer(): ReadonlySet<BareSocket> {
  const sockets = new Set<BareSocket>();
  const server = new WebSocketServer({ port: 0, host: '127.0.0.1', perMessageDeflate: false });
  server.on('listening', () => {
    const address = server.address();
    if (typeof address === 'object' && address) process.stdout.write(`${JSON.stringify({ port: address.port })}\n`);
  });
  server.on('connection', (client, { socket: tcp }) => {
    const socket = { client, tcp };
    sockets.add(socket);
    client.on('message', (said) => {
      const text = String(said);
      if (text.startsWith('420')) client.send(`430${NOTHING_MISSED}`);
      else if (text.startsWith('40')) client.send('40{}');
    });
    // Whatever ended it, it is closed.
    client.on('error', () => undefined);
    client.on('close', () => sockets.delete(socket));
    client.send('0{}');
  });
  return sockets;
}
