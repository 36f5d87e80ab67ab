/**
 * A client that costs next to nothing, so that a thousand of them measure the server rather than themselves: a bare WebSocket
 * that speaks just enough of Engine.IO 4 and Socket.IO 5 (their protocol documents) to connect, sync, and count.
 */
import { WebSocket } from 'ws';
import { PROTOCOL_VERSION } from '../../shared/protocol.ts';

export type RawClient = {
  /** Messages received so far in `events` frames. */
  messages: number;
  bytes: number;
  frames: number;
  close(): void;
};

const EVENTS = Buffer.from('42["events"');
const EVENT = Buffer.from('"seq":');

/**
 * Connects and syncs. `onFrame` is given each `events` frame (its JSON text) and the time it came, in ms of Date.now; leave it
 * out for clients that only count.
 */
export function connectRaw(url: string, token: string, onFrame?: (json: string, at: number) => void): Promise<RawClient> {
  const socket = new WebSocket(`${url.replace(/^http/, 'ws')}/socket.io/?EIO=4&transport=websocket`, {
    perMessageDeflate: false,
  });
  const client: RawClient = { messages: 0, bytes: 0, frames: 0, close: () => socket.terminate() };
  return new Promise((resolve, reject) => {
    socket.on('error', reject);
    socket.on('close', (code) => reject(new Error(`connection closed (${code}) before the sync was answered`)));
    socket.on('message', (data: Buffer) => {
      if (data.subarray(0, EVENTS.length).equals(EVENTS)) {
        client.frames++;
        client.bytes += data.length;
        for (let at = data.indexOf(EVENT); at >= 0; at = data.indexOf(EVENT, at + EVENT.length)) client.messages++;
        onFrame?.(data.toString('utf8', 2), Date.now());
        return;
      }
      const text = data.toString('utf8', 0, 3);
      if (text.startsWith('0')) socket.send(`40${JSON.stringify({ token, protocol: PROTOCOL_VERSION, client: 'bench' })}`);
      else if (text.startsWith('2')) socket.send('3');
      else if (text.startsWith('40')) socket.send('420["sync",{"cursors":{}}]');
      else if (text.startsWith('44')) reject(new Error(`refused: ${data.toString('utf8')}`));
      else if (text.startsWith('430')) resolve(client);
    });
  });
}
