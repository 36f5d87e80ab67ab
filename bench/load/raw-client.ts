/**
 * A client that costs next to nothing, so that thousands of them measure the server rather than themselves: a TCP socket that
 * speaks just enough of WebSocket, Engine.IO 4 and Socket.IO 5 (their protocol documents) to connect, sync, ask, and count. All
 * of a process read into the same memory.
 */
import { randomBytes } from 'node:crypto';
import { connect } from 'node:net';
import { type CallInput, type CallName, PROTOCOL_VERSION } from '../../shared/protocol.ts';
import { FrameReader, maskedText } from './frame-reader.ts';

export type RawClient = {
  /** Messages received so far in `events` frames. */
  messages: number;
  bytes: number;
  frames: number;
  /** It was neither closed nor lost. */
  open: boolean;
  /** Calls; `answer` is given what was acknowledged, its JSON text: an array of one `Result`. */
  ask<N extends CallName>(name: N, input: CallInput<N>, answer: (json: string) => void): void;
  /** Ends the connection at once, as when the network does. */
  close(): void;
};

export type RawOptions = {
  token: string;
  /** What it has already. */
  cursors?: CallInput<'sync'>['cursors'];
  /** Each `events` frame (its JSON text) and the time it came, in ms of Date.now; leave it out for clients that only count. */
  onEvents?: ((json: string, at: number) => void) | undefined;
  /** Each `heads` frame, its JSON text. */
  onHeads?: (json: string) => void;
  /** The answer to its sync, as JSON text. */
  onSynced?: (json: string) => void;
  /** Called once when the connection has ended after its sync, not when `close` ended it. */
  onLost?: () => void;
};

/** How long a handshake and a call may take (ms): as long as the product's own clients wait (renderer/engine). */
const HANDSHAKE_MS = 15_000;
const CALL_MS = 20_000;

const EVENTS = Buffer.from('42["events"');
const HEADS = Buffer.from('42["heads"');
const EVENT = Buffer.from('"seq":');
const END_OF_HEAD = '\r\n\r\n';

const memory = Buffer.alloc(256 * 1024);

/** Connects and syncs. Rejects with what the server said, if it refused (`Refused`), or with what became of the connection. */
export function connectRaw(url: string, options: RawOptions): Promise<RawClient> {
  const { hostname, port, host } = new URL(url);
  const { token, cursors = {}, onEvents, onHeads, onSynced, onLost } = options;
  return new Promise((resolve, reject) => {
    let head: string | undefined = '';
    let asked = 0;
    let synced = false;
    let ended = false;
    const answers = new Map<number, (json: string) => void>();
    const say = (packet: string): void => void socket.write(maskedText(packet));
    const fail = (error: Error): void => {
      clearTimeout(timer);
      client.open = false;
      socket.destroy();
      if (!synced) reject(error);
    };
    let timer = setTimeout(() => fail(new Error('no handshake in time')), HANDSHAKE_MS);
    const ask: RawClient['ask'] = (name, input, answer) => {
      answers.set(asked, answer);
      say(`42${asked++}${JSON.stringify([name, input])}`);
    };
    const sync = (): void => {
      clearTimeout(timer);
      timer = setTimeout(() => fail(new Error('no sync in time')), CALL_MS);
      ask('sync', { cursors }, (json) => {
        clearTimeout(timer);
        if (json.startsWith('[{"ok":false')) return fail(new Refused(json.slice(1, -1)));
        synced = true;
        onSynced?.(json);
        resolve(client);
      });
    };
    const reader = new FrameReader((payload) => {
      if (payload.subarray(0, EVENTS.length).equals(EVENTS)) {
        client.frames++;
        client.bytes += payload.length;
        for (let at = payload.indexOf(EVENT); at >= 0; at = payload.indexOf(EVENT, at + EVENT.length)) client.messages++;
        onEvents?.(payload.toString('utf8', 2), Date.now());
        return;
      }
      if (onHeads && payload.subarray(0, HEADS.length).equals(HEADS)) return onHeads(payload.toString('utf8', 2));
      const text = payload.toString('utf8', 0, 2);
      if (text.startsWith('0')) say(`40${JSON.stringify({ token, protocol: PROTOCOL_VERSION, client: 'bench' })}`);
      else if (text.startsWith('2')) say('3');
      else if (text === '40') sync();
      else if (text === '44') fail(new Refused(payload.toString('utf8', 2)));
      else if (text === '43') {
        const answer = payload.toString('utf8', 2);
        const from = answer.indexOf('[');
        const id = Number(answer.slice(0, from));
        answers.get(id)?.(answer.slice(from));
        answers.delete(id);
      }
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
      if (!head.startsWith('HTTP/1.1 101 ')) fail(new Error(`no WebSocket: ${head.slice(0, head.indexOf('\r\n'))}`));
      const rest = Buffer.from(head.slice(end + END_OF_HEAD.length), 'latin1');
      head = undefined;
      reader.take(rest);
      return true;
    };
    const socket = connect({ host: hostname, port: Number(port), noDelay: true, onread: { buffer: memory, callback: take } });
    const close = (): void => {
      ended = true;
      client.open = false;
      clearTimeout(timer);
      socket.resetAndDestroy();
    };
    const client: RawClient = { messages: 0, bytes: 0, frames: 0, open: true, ask, close };
    socket.on('connect', () => {
      const key = randomBytes(16).toString('base64');
      const lines = [`Host: ${host}`, 'Upgrade: websocket', 'Connection: Upgrade', `Sec-WebSocket-Key: ${key}`];
      const path = '/socket.io/?EIO=4&transport=websocket';
      socket.write([`GET ${path} HTTP/1.1`, ...lines, 'Sec-WebSocket-Version: 13', '', ''].join('\r\n'));
    });
    socket.on('error', fail);
    socket.on('close', () => {
      fail(new Error('connection closed before the sync was answered'));
      if (synced && !ended) onLost?.();
    });
  });
}

/** The server said no; `retryAfterMs` is how long it wants to be left alone, if it said so. */
export class Refused extends Error {
  readonly retryAfterMs: number | undefined;

  constructor(json: string) {
    super(`refused: ${json}`);
    this.retryAfterMs = Number(/"retryAfterMs":(\d+)/.exec(json)?.[1] ?? 0) || undefined;
  }
}
