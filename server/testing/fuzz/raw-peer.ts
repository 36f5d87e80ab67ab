/**
 * A client that follows no rules: a WebSocket that speaks Engine.IO 4 and Socket.IO 5 by hand, so that any frame can be sent
 * and every frame that comes is seen as it came.
 */
import WebSocket from 'ws';
import { Problem } from '../../../shared/errors.ts';
import { PROTOCOL_VERSION } from '../../../shared/protocol.ts';
import { eventPacket, type Frame } from './frame.ts';

/** What came of a call: its answer, with the frame as it came, or the end of the connection before one came. */
export type Outcome = { answer: unknown; text: string } | { ended: number };

export type PeerOptions = {
  /** Each frame that comes after the handshake: its text, and its name and value when it is a push. */
  onFrame?: (text: string, push?: { name: string; value: unknown }) => void;
  /** Each frame of the handshake: its text. */
  onGreeting?: (text: string) => void;
  /** How long an answer may take (ms). */
  deadlineMs?: number;
};

/** Far longer than anything takes, also on a machine that has other things to do: what takes longer hangs. */
const DEADLINE_MS = 60_000;

export class RawPeer {
  /** The WebSocket's close code, once it is closed. */
  ended: number | undefined;
  readonly #socket: WebSocket;
  readonly #options: PeerOptions;
  readonly #waiting = new Map<number, (outcome: Outcome) => void>();
  #next = 1;

  private constructor(socket: WebSocket, options: PeerOptions) {
    this.#socket = socket;
    this.#options = options;
  }

  /** Connects with this `auth`, which may be anything; resolves with the refusal, or the close code, when it may not come in. */
  static async connect(url: string, auth: unknown, options: PeerOptions = {}): Promise<RawPeer | Problem | number> {
    const socket = new WebSocket(`${url.replace('http', 'ws')}/socket.io/?EIO=4&transport=websocket`, { maxPayload: 64 << 20 });
    const peer = new RawPeer(socket, options);
    return await new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error('No handshake in time.')), options.deadlineMs ?? DEADLINE_MS);
      let greeted = false;
      const settle = (outcome: RawPeer | Problem | number) => {
        greeted = true;
        clearTimeout(timer);
        resolve(outcome);
      };
      socket.on('message', (data, binary) => {
        if (binary) throw new Error('The server sent bytes.');
        const text = data.toString();
        if (greeted) {
          peer.#take(text);
          return;
        }
        options.onGreeting?.(text);
        if (text.startsWith('0')) socket.send(`40${JSON.stringify(auth) ?? ''}`);
        else if (text.startsWith('40')) settle(peer);
        else if (text.startsWith('44')) {
          settle(refusalIn(text));
          socket.close();
        }
      });
      socket.on('error', reject);
      socket.on('close', (code) => {
        peer.#end(code);
        settle(code);
      });
    });
  }

  /** Connects as a person's client does; throws when it is refused. */
  static async join(url: string, token: string, options: PeerOptions = {}): Promise<RawPeer> {
    const peer = await RawPeer.connect(url, { token, protocol: PROTOCOL_VERSION, client: 'fuzz' }, options);
    if (!(peer instanceof RawPeer)) throw new Error(`Refused: ${JSON.stringify(peer)}`);
    return peer;
  }

  /** Makes a call with any arguments. Rejects when there is neither an answer nor an end in time. */
  async call(name: string, ...args: unknown[]): Promise<Outcome> {
    const id = this.#next++;
    return await this.#ask(id, eventPacket(name, args, id));
  }

  /** A call of exactly so many bytes, padded in a key that nobody reads. */
  async callOfSize(name: string, input: object, bytes: number): Promise<Outcome> {
    const id = this.#next++;
    const { text } = eventPacket(name, [{ ...input, pad: '' }], id);
    const padded = eventPacket(name, [{ ...input, pad: 'x'.repeat(Math.max(0, bytes - text.length)) }], id);
    return await this.#ask(id, padded);
  }

  /** Says something without asking for an answer. */
  tell(name: string, ...args: unknown[]): void {
    this.#send(eventPacket(name, args));
  }

  /** Sends a frame as it is. */
  raw(frame: string | Uint8Array): void {
    if (this.#socket.readyState === WebSocket.OPEN) this.#socket.send(frame);
  }

  close(): void {
    this.#socket.terminate();
  }

  async #ask(id: number, frame: Frame): Promise<Outcome> {
    if (this.ended !== undefined) return { ended: this.ended };
    return await new Promise<Outcome>((resolve, reject) => {
      const late = () => reject(new Error(`No answer in time to ${frame.text.slice(0, 500)}`));
      const timer = setTimeout(late, this.#options.deadlineMs ?? DEADLINE_MS);
      this.#waiting.set(id, (outcome) => {
        clearTimeout(timer);
        this.#waiting.delete(id);
        resolve(outcome);
      });
      this.#send(frame);
    });
  }

  #send({ text, attachments }: Frame): void {
    this.raw(text);
    for (const bytes of attachments) this.raw(bytes);
  }

  #take(text: string): void {
    if (text === '2') {
      this.raw('3');
      return;
    }
    if (text.startsWith('43')) {
      this.#options.onFrame?.(text);
      const list = text.indexOf('[');
      const [answer]: unknown[] = JSON.parse(text.slice(list));
      this.#waiting.get(Number(text.slice(2, list)))?.({ answer, text });
    } else if (text.startsWith('42')) {
      const [name, value]: unknown[] = JSON.parse(text.slice(2));
      this.#options.onFrame?.(text, { name: String(name), value });
    } else this.#options.onFrame?.(text);
  }

  #end(code: number): void {
    this.ended = code;
    for (const settle of [...this.#waiting.values()]) settle({ ended: code });
  }
}

function refusalIn(packet: string): Problem {
  const refusal: { data?: unknown } = JSON.parse(packet.slice(packet.indexOf('{')));
  return Problem.parse(refusal.data);
}
