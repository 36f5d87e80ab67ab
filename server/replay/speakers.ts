/**
 * People who speak through real client connections, one per speaker: made when they first speak, kept for the next time, and
 * the one silent longest closed when there are too many.
 */
import { setTimeout as wait } from 'node:timers/promises';
import { io, type Socket } from 'socket.io-client';
import { type ErrorCode, MullionError, resultOf } from '../../shared/errors.ts';
import type { MessageBody } from '../../shared/events.ts';
import type { ChannelId, EventId, PersonId } from '../../shared/model.ts';
import { type CallInput, calls, PROTOCOL_VERSION, pushes } from '../../shared/protocol.ts';

export type SpeakersParts = {
  url: string;
  /** An access token for a person. */
  tokenFor: (person: PersonId) => Promise<string>;
  /** Most connections at a time. */
  most: number;
};

type Speaker = { socket: Socket; channels: Set<ChannelId>; ready: Promise<void>; busy: number };

const ANSWER_MS = 20_000;
const GIVE_UP_MS = 60_000;
/** How long whoever speaks too fast waits where the server does not say. */
const PATIENCE_MS = 100;
/** What is over by itself. */
const passing: readonly ErrorCode[] = ['rate-limited', 'unavailable', 'timeout'];
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
   * Says something; resolves once it is committed. The same id says it once, so it is said again after a lost connection, or when the
   * server cannot take it just now, for up to `GIVE_UP_MS`. Rejects with what the server refused.
   */
  async say(person: PersonId, channel: ChannelId, id: EventId, body: MessageBody): Promise<void> {
    const speaker = this.#speakerOf(person);
    speaker.busy += 1;
    try {
      await speaker.ready;
      await knows(speaker, channel);
      for (const until = Date.now() + GIVE_UP_MS; ; ) {
        const refused = await refusalOf(speaker, { channel, id, body });
        if (!refused) return;
        if (!passing.includes(refused.code) || Date.now() > until) throw refused;
        await wait(refused.problem.retryAfterMs ?? PATIENCE_MS);
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
    const connectAgain = () =>
      setTimeout(() => {
        if (this.#speakers.get(person)?.socket === socket) socket.connect();
      }, PATIENCE_MS);
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
          // Lost again meanwhile: the next connection asks again.
          .then(resolve, (error: unknown) => socket.connected && reject(error));
      });
      // A server that is not there is tried again by the client itself; not so one that refuses, which it does while it stops.
      const until = Date.now() + GIVE_UP_MS;
      socket.on('connect_error', (error) => {
        if (socket.active) return;
        if (Date.now() > until) reject(new MullionError('unavailable', error.message, { cause: error }));
        else connectAgain();
      });
    });
    socket.on('disconnect', (reason) => {
      if (reason === 'io server disconnect') connectAgain();
    });
    return { socket, channels, ready, busy: 0 };
  }
}

/** Undefined once it is committed; otherwise why not. An answer that was lost with its connection is `timeout`. */
async function refusalOf({ socket }: Speaker, message: CallInput<'send'>): Promise<MullionError | undefined> {
  let answer: unknown;
  try {
    answer = await socket.timeout(ANSWER_MS).emitWithAck('send', message);
  } catch (cause) {
    return new MullionError('timeout', undefined, { cause });
  }
  const result = SendResult.parse(answer);
  return result.ok ? undefined : MullionError.of(result.error);
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
