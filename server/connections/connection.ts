/**
 * One client's connection: whom it speaks for, which channels it hears, how fast it may ask.
 */
import type { Socket as TcpSocket } from 'node:net';
import type { Socket } from 'socket.io';
import type { Problem } from '../../shared/errors.ts';
import type { ChannelId, PersonId } from '../../shared/model.ts';
import type { PushName, PushOf } from '../../shared/protocol.ts';
import { beatOf } from '../fan-out/heartbeat.ts';
import { type Bucket, type BucketSize, fullBucket } from '../limits/bucket.ts';

export class Connection {
  readonly person: PersonId;
  readonly session: string;
  /** Channels whose events this connection hears, since its first `sync`. */
  readonly channels = new Set<ChannelId>();
  readonly bucket: Bucket;
  readonly beat: number;
  /** It was too slow: it hears nothing until it has caught up and synced again. */
  behind = false;
  /** What was written to it may wait still: only then is its queue worth a look. */
  mayWait = false;
  synced = false;
  readonly #socket: Socket;
  readonly #tcp: TcpSocket;
  #waiting = 0;
  #hearing: string | undefined;

  constructor(socket: Socket, who: { person: PersonId; session: string }, limits: BucketSize) {
    this.#socket = socket;
    this.beat = beatOf(socket.id);
    this.person = who.person;
    this.session = who.session;
    this.bucket = fullBucket(limits, Date.now());
    const { conn } = socket;
    this.#tcp = conn.request.socket;
    // Packets that had to wait go in one system call: the engine says when it begins to write them, and when it is done.
    conn.on('flush', (packets: readonly unknown[]) => {
      this.mayWait = true;
      if (packets.length > 1) this.#tcp.cork();
    });
    conn.on('drain', () => this.#tcp.uncork());
  }

  /** Tells this client alone. */
  tell<N extends PushName>(name: N, push: PushOf<N>): void {
    this.#socket.emit(name, push);
  }

  /** From now on it hears these channels. */
  hear(channels: Iterable<ChannelId>): void {
    const fresh = [...channels].filter((channel) => !this.channels.has(channel));
    if (fresh.length === 0) return;
    for (const channel of fresh) this.channels.add(channel);
    this.#hearing = undefined;
    this.#socket.join(fresh);
  }

  /** From now on it hears nothing of this channel. */
  ignore(channel: ChannelId): void {
    if (!this.channels.delete(channel)) return;
    this.#hearing = undefined;
    this.#socket.leave(channel);
  }

  /** The same for all connections that hear the same channels. */
  hearing(): string {
    this.#hearing ??= [...this.channels].sort().join();
    return this.#hearing;
  }

  /** From now on it hears no channel. */
  ignoreAll(): void {
    for (const channel of this.channels) this.#socket.leave(channel);
    this.channels.clear();
    this.#hearing = undefined;
  }

  /**
   * Writes WebSocket frames that are whole and ready. To the socket itself when nothing waits before them: the layers between
   * cost a third of a round, and would only hand the bytes down.
   */
  write(frames: Buffer): void {
    const { conn } = this.#socket;
    if (conn.readyState !== 'open') return;
    if (conn.transport.writable && queueOf(conn).frames === 0) {
      this.#tcp.write(frames);
      if (this.#tcp.writableLength > 0) this.mayWait = true;
      return;
    }
    this.mayWait = true;
    this.#waiting += frames.length;
    const options = { compress: false, wsPreEncodedFrame: [frames] };
    conn.write('', options, () => {
      this.#waiting -= frames.length;
    });
  }

  /** What waits to be written to it. */
  queue(): { frames: number; bytes: number } {
    const { frames, bytes } = queueOf(this.#socket.conn);
    return { frames, bytes: bytes + this.#waiting };
  }

  /** Closes the connection at once, without a word. */
  cut(): void {
    this.#socket.conn.close(true);
  }

  /** Says why, then closes the connection. */
  end(why: Problem): void {
    this.tell('bye', why);
    this.#socket.disconnect(true);
  }
}

/** What waits in an engine's own queue (frames) and in the WebSocket under it (bytes). The engine has no types for either. */
function queueOf(engine: object): { frames: number; bytes: number } {
  const frames = 'writeBuffer' in engine && Array.isArray(engine.writeBuffer) ? engine.writeBuffer.length : 0;
  const transport = 'transport' in engine ? engine.transport : undefined;
  const socket = isObject(transport) && 'socket' in transport ? transport.socket : undefined;
  const bytes = isObject(socket) && 'bufferedAmount' in socket ? socket.bufferedAmount : 0;
  return { frames, bytes: typeof bytes === 'number' ? bytes : 0 };
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}
