/**
 * People who speak through real client connections, one per speaker: made when they first speak, kept for the next time, and
 * the one silent longest closed when there are too many.
 */
import { setTimeout as wait } from 'node:timers/promises';
import { io, type Socket } from 'socket.io-client';
import { MullionError, resultOf } from '../../shared/errors.ts';
import type { MessageBody } from '../../shared/events.ts';
import type { ChannelId, EventId, PersonId } from '../../shared/model.ts';
import { calls, PROTOCOL_VERSION, pushes } from '../../shared/protocol.ts';

export type SpeakersParts = {
  url: string;
  /** An access token for a person. */
  tokenFor: (person: PersonId) => Promise<string>;
  /** Most connections at a time. */
  most: number;
};

type Speaker = { socket: Socket; channels: Set<ChannelId>; ready: Promise<void>; busy: number };

const ANSWER_MS = 20_000;
/** How long whoever speaks too fast waits where the server does not say. */
const PATIENCE_MS = 100;
const SyncResult = resultOf(calls.sync.output);
const SendResult = resultOf(calls.send.output);

export class Speakers {
  readonly #parts: SpeakersParts;
  /** In order of when they last spoke. */
  readonly #speakers = new Map<PersonId, Speaker>();
  #made = 0;

  constructor(parts: SpeakersParts) {
    this.#parts = parts;
  }

  /** How many connections are open now, and how many were ever made. */
  count(): { open: number; made: number } {
    return { open: this.#speakers.size, made: this.#made };
  }

  /**
   * Says something; resolves once it is committed. The same id says it once, so it is tried again after a lost connection.
   * Rejects with what the server refused.
   */
  async say(person: PersonId, channel: ChannelId, id: EventId, body: MessageBody): Promise<void> {
    const speaker = this.#speakerOf(person);
    speaker.busy += 1;
    try {
      await speaker.ready;
      await knows(speaker, channel);
      for (;;) {
        const answer: unknown = await speaker.socket.timeout(ANSWER_MS).emitWithAck('send', { channel, id, body });
        const result = SendResult.parse(answer);
        if (result.ok) return;
        const { code, message, retryAfterMs } = result.error;
        if (code !== 'rate-limited') throw new MullionError(code, message);
        await wait(retryAfterMs ?? PATIENCE_MS);
      }
    } finally {
      speaker.busy -= 1;
    }
  }

  /** Lets a person be there, without a word. */
  async appear(person: PersonId): Promise<void> {
    await this.#speakerOf(person).ready;
  }

  close(): void {
    for (const { socket } of this.#speakers.values()) socket.disconnect();
    this.#speakers.clear();
  }

  #speakerOf(person: PersonId): Speaker {
    const known = this.#speakers.get(person);
    const speaker = known ?? this.#connect(person);
    this.#speakers.delete(person);
    this.#speakers.set(person, speaker);
    if (this.#speakers.size > this.#parts.most) this.#closeOne();
    return speaker;
  }

  #closeOne(): void {
    for (const [person, { socket, busy }] of this.#speakers) {
      if (busy > 0) continue;
      this.#speakers.delete(person);
      socket.disconnect();
      return;
    }
  }

  #connect(person: PersonId): Speaker {
    this.#made += 1;
    const socket = io(this.#parts.url, {
      transports: ['websocket'],
      forceNew: true,
      // Asked anew at every connection, so that a token never runs out.
      auth: (give) => {
        this.#parts.tokenFor(person).then(
          (token) => give({ token, protocol: PROTOCOL_VERSION, client: 'replay' }),
          () => socket.disconnect(),
        );
      },
    });
    const channels = new Set<ChannelId>();
    socket.on('channel', (told: unknown) => {
      const push = pushes.channel.safeParse(told);
      if (push.success) channels.add(push.data.channel.channel.id);
    });
    const ready = new Promise<void>((resolve, reject) => {
      socket.on('connect', () => {
        socket
          .timeout(ANSWER_MS)
          .emitWithAck('sync', { cursors: {} })
          .then((answer: unknown) => {
            const result = SyncResult.parse(answer);
            if (!result.ok) throw new MullionError(result.error.code, result.error.message);
            for (const state of result.value.channels) channels.add(state.channel.id);
          })
          .then(resolve, reject);
      });
      // Refused by the server; a server that is not there is tried again by the client itself.
      socket.on('connect_error', (error) => {
        if (!socket.active) reject(new MullionError('unavailable', error.message, { cause: error }));
      });
    });
    return { socket, channels, ready, busy: 0 };
  }
}

/** Resolves when the speaker is a member of the channel: a membership that was just made reaches the server soon. */
async function knows({ socket, channels }: Speaker, channel: ChannelId): Promise<void> {
  if (channels.has(channel)) return;
  await new Promise<void>((resolve, reject) => {
    const give = (error?: MullionError) => {
      clearTimeout(timer);
      socket.off('channel', look);
      if (error) reject(error);
      else resolve();
    };
    const look = () => {
      if (channels.has(channel)) give();
    };
    const timer = setTimeout(() => give(new MullionError('not-found', 'The speaker is not in this channel.')), ANSWER_MS);
    socket.on('channel', look);
  });
}
