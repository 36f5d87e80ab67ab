/** People who send through real client connections, at a steady rate, each message acknowledged. */
import { io, type Socket } from 'socket.io-client';
import { v7 } from 'uuid';
import type { Result } from '../../shared/errors.ts';
import { EventId } from '../../shared/model.ts';
import {
  type CallOutput,
  type ChannelState,
  type ClientToServerEvents,
  PROTOCOL_VERSION,
  type ServerToClientEvents,
} from '../../shared/protocol.ts';

type ClientSocket = Socket<ServerToClientEvents, ClientToServerEvents>;

/** Milliseconds from send to acknowledgement, how many were refused, and how long all of it lasted. */
export type Sent = { took: number[]; refused: number; seconds: number };

export type Senders = {
  /** The channels of the first of them, as they were when it connected. */
  states: readonly ChannelState[];
  /** Sends at `perSecond` for some seconds, over the channels in turn; every text ends with the time it was sent (" @ms"). */
  send(perSecond: number, seconds: number): Promise<Sent>;
  /** The same until it is told to stop; that resolves once all is acknowledged. */
  keepSending(perSecond: number): () => Promise<Sent>;
  close(): void;
};

/** Connects one sender per token, to the servers in turn. */
export async function connectSenders(
  urls: string | readonly string[],
  tokens: readonly string[],
  texts: readonly string[],
): Promise<Senders> {
  const servers = typeof urls === 'string' ? [urls] : urls;
  const sockets = await Promise.all(tokens.map((token, index) => connect(servers[index % servers.length] ?? '', token)));
  const first = sockets[0];
  if (!first) throw new Error('Nobody to send.');
  const synced = await first.emitWithAck('sync', { cursors: {} });
  if (!synced.ok) throw new Error(synced.error.message);
  const states = synced.value.channels;
  const channels = states.map((state) => state.channel.id);
  // Senders do not listen: what the others receive is the receivers' work.
  let sent = 0;

  const one = async (took: number[]): Promise<boolean> => {
    const socket = sockets[sent % sockets.length];
    const channel = channels[sent % channels.length];
    const text = `${texts[sent % texts.length]} @${Date.now()}`;
    sent++;
    if (!socket || !channel) return false;
    const began = performance.now();
    const answer: Result<CallOutput<'send'>> = await socket.emitWithAck('send', {
      channel,
      id: EventId.parse(v7()),
      body: { text },
    });
    took.push(performance.now() - began);
    return answer.ok;
  };

  /** Sends until `seconds` have passed, which may grow fewer meanwhile. */
  const sendFor = async (perSecond: number, seconds: () => number): Promise<Sent> => {
    const took: number[] = [];
    const answers: Promise<boolean>[] = [];
    const began = performance.now();
    await new Promise<void>((resolve) => {
      const timer = setInterval(() => {
        const elapsed = (performance.now() - began) / 1000;
        for (let due = Math.floor(Math.min(elapsed, seconds()) * perSecond); answers.length < due; ) answers.push(one(took));
        if (elapsed < seconds()) return;
        clearInterval(timer);
        resolve();
      }, 2);
    });
    const refused = (await Promise.all(answers)).filter((ok) => !ok).length;
    return { took, refused, seconds: (performance.now() - began) / 1000 };
  };

  return {
    states,
    send: (perSecond, seconds) => sendFor(perSecond, () => seconds),
    keepSending: (perSecond) => {
      let seconds = Number.POSITIVE_INFINITY;
      const sent = sendFor(perSecond, () => seconds);
      return () => {
        seconds = 0;
        return sent;
      };
    },
    close: () => sockets.forEach((socket) => void socket.disconnect()),
  };
}

function connect(url: string, token: string): Promise<ClientSocket> {
  const socket: ClientSocket = io(url, {
    transports: ['websocket'],
    forceNew: true,
    auth: { token, protocol: PROTOCOL_VERSION, client: 'bench' },
  });
  return new Promise((resolve, reject) => {
    socket.once('connect', () => resolve(socket));
    socket.once('connect_error', reject);
  });
}
