/**
 * A client that costs next to nothing, so that a thousand of them measure the server rather than themselves: a TCP socket that
 * speaks just enough of WebSocket, Engine.IO 4 and Socket.IO 5 (their protocol documents) to connect, sync, and count. All of a
 * process read into the same memory.
 */
import { randomBytes } from 'node:crypto';
import { connect } from 'node:net';
import { PROTOCOL_VERSION } from '../../shared/protocol.ts';
import { FrameReader, maskedText } from './frame-reader.ts';

export type RawClient = {
  /** Messages received so far in `events` frames. */
  messages: number;
  bytes: number;
  frames: number;
  close(): void;
};

const EVENTS = Buffer.from('42["events"');
const EVENT = Buffer.from('"seq":');
const END_OF_HEAD = '\r\n\r\n';

const memory = Buffer.alloc(256 * 1024);

/**
 * Connects and syncs. `onFrame` is given each `events` frame (its JSON text) and the time it came, in ms of Date.now; leave it
 * out for clients that only count.
 */
export function connectRaw(url: string, token: string, onFrame?: (json: string, at: number) => void): Promise<RawClient> {
  const { hostname, port, host } = new URL(url);
  return new Promise((resolve, reject) => {
    let head: string | undefined = '';
    const reader = new FrameReader((payload) => {
      if (payload.subarray(0, EVENTS.length).equals(EVENTS)) {
        client.frames++;
        client.bytes += payload.length;
        for (let at = payload.indexOf(EVENT); at >= 0; at = payload.indexOf(EVENT, at + EVENT.length)) client.messages++;
        onFrame?.(payload.toString('utf8', 2), Date.now());
        return;
      }
      const text = payload.toString('utf8', 0, 3);
      const say = (packet: string): void => void socket.write(maskedText(packet));
      if (text.startsWith('0')) say(`40${JSON.stringify({ token, protocol: PROTOCOL_VERSION, client: 'bench' })}`);
      else if (text.startsWith('2')) say('3');
      else if (text.startsWith('40')) say('420["sync",{"cursors":{}}]');
      else if (text.startsWith('44')) reject(new Error(`refused: ${payload.toString('utf8')}`));
      else if (text.startsWith('430')) resolve(client);
    });
    const take = (bytes: number): boolean => {
      const read = memory.subarray(0, bytes);
      if (head === undefined) {
        reader.take(read);
        return true;
      }
      head += read.toString('latin1');
      const end = head.indexOf(END_OF_HEAD);
      if (end < 0) return true;
      if (!head.startsWith('HTTP/1.1 101 ')) reject(new Error(`no WebSocket: ${head.slice(0, head.indexOf('\r\n'))}`));
      const rest = Buffer.from(head.slice(end + END_OF_HEAD.length), 'latin1');
      head = undefined;
      reader.take(rest);
      return true;
    };
    const socket = connect({ host: hostname, port: Number(port), noDelay: true, onread: { buffer: memory, callback: take } });
    const client: RawClient = { messages: 0, bytes: 0, frames: 0, close: () => void socket.destroy() };
    socket.on('connect', () => {
      const key = randomBytes(16).toString('base64');
      const lines = [`Host: ${host}`, 'Upgrade: websocket', 'Connection: Upgrade', `Sec-WebSocket-Key: ${key}`];
      const path = '/socket.io/?EIO=4&transport=websocket';
      socket.write([`GET ${path} HTTP/1.1`, ...lines, 'Sec-WebSocket-Version: 13', '', ''].join('\r\n'));
    });
    socket.on('error', reject);
    socket.on('close', () => reject(new Error('connection closed before the sync was answered')));
  });
}
