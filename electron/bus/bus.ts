/**
 * A connection to a message bus of the desktop (D-Bus), by its own protocol: neither a program nor a library is needed for it.
 *
 *   connect ──► "\0AUTH EXTERNAL uid" ──► "OK" ──► "BEGIN" ──► Hello ──► calls, signals
 */
import { connect, type Socket } from 'node:net';
import { type About, decodeMessage, encodeMessage, type Message } from './message.ts';
import type { BusValue } from './wire-format.ts';

export type BusCall = About & { destination: string; signature?: string; body?: readonly BusValue[] };

export interface Bus {
  /** Rejects with the name of what the other side refused with, or after a while without an answer. */
  call(call: BusCall): Promise<readonly BusValue[]>;
  /** Says something to whoever listens. */
  signal(about: About, signature: string, body: readonly BusValue[]): void;
  /** Hears signals that fit a match rule (D-Bus Specification, "Match Rules"); the listener sees only those with this name. */
  listen(rule: string, about: Pick<About, 'interface' | 'member'>, listener: (signal: Message) => void): Promise<void>;
  /** Everything that arrives and is no answer. */
  onMessage(listener: (message: Message) => void): void;
  /** Answers a call that has arrived. */
  answer(to: Message, signature: string, body: readonly BusValue[]): void;
  close(): void;
}

const ANSWER_MS = 5_000;
/** The bus itself, which can be asked who is on it. */
export const daemon = {
  destination: 'org.freedesktop.DBus',
  path: '/org/freedesktop/DBus',
  interface: 'org.freedesktop.DBus',
} as const;

/** The socket that an address names; null where it names none that we can speak to. Pure. */
export function socketOf(address: string): string | null {
  for (const one of address.split(';')) {
    const [transport, rest = ''] = one.split(/:(.*)/s);
    if (transport !== 'unix') continue;
    const keys = new Map(
      rest.split(',').map((pair): [string, string] => [pair.split('=')[0] ?? '', pair.split(/=(.*)/s)[1] ?? '']),
    );
    const path = keys.get('path');
    const abstract = keys.get('abstract');
    if (path !== undefined) return decodeURIComponent(path);
    if (abstract !== undefined) return `\0${decodeURIComponent(abstract)}`;
  }
  return null;
}

/** Connects. Rejects where nobody answers; `closed` is called once when the connection is gone. */
export async function openBus(address: string, closed: () => void = () => undefined): Promise<Bus> {
  const path = socketOf(address);
  if (path === null) throw new Error(`"${address}" is no address of a message bus on this computer.`);
  const socket = connect(path);
  const rest = await introduce(socket);
  const bus = speak(socket, rest, closed);
  await bus.call({ ...daemon, member: 'Hello' });
  return bus;
}

/** Says who we are; resolves with what has arrived beyond it. */
function introduce(socket: Socket): Promise<Buffer> {
  const user = Buffer.from(String(process.getuid?.() ?? 0)).toString('hex');
  return new Promise((resolve, reject) => {
    let heard = Buffer.alloc(0);
    const fail = (cause: unknown): void => {
      socket.destroy();
      reject(cause instanceof Error ? cause : new Error('The message bus did not let us in.'));
    };
    const hear = (chunk: Buffer): void => {
      heard = Buffer.concat([heard, chunk]);
      const end = heard.indexOf('\r\n');
      if (end < 0) return;
      if (!heard.toString('latin1', 0, end).startsWith('OK ')) {
        fail(null);
        return;
      }
      socket.off('data', hear).off('error', fail).off('close', fail);
      socket.write('BEGIN\r\n');
      resolve(heard.subarray(end + 2));
    };
    socket.on('data', hear).once('error', fail).once('close', fail);
    socket.write(`\0AUTH EXTERNAL ${user}\r\n`);
  });
}

function speak(socket: Socket, rest: Buffer, closed: () => void): Bus {
  type Waiting = { done: (message: Message) => void; fail: (error: Error) => void };
  const waiting = new Map<number, Waiting>();
  const listeners = new Set<(message: Message) => void>();
  let heard = rest;
  let serial = 0;

  const send = (message: Omit<Message, 'serial'>): number => {
    serial += 1;
    if (socket.writable) socket.write(encodeMessage({ ...message, serial }));
    return serial;
  };

  function take(message: Message): void {
    const asked = message.answers === undefined ? undefined : waiting.get(message.answers);
    if (message.kind === 'answer') asked?.done(message);
    else if (message.kind === 'error') asked?.fail(new Error([message.error, ...message.body].join(': ')));
    else for (const listener of [...listeners]) listener(message);
  }

  function read(): void {
    try {
      for (let next = decodeMessage(heard); next !== null; next = decodeMessage(heard)) {
        heard = heard.subarray(next.length);
        take(next.message);
      }
    } catch {
      // What cannot be understood leaves us out of step: there is no way on.
      socket.destroy();
    }
  }

  // Why it ended does not matter: `close` follows, and the bus is gone.
  socket.on('error', () => undefined);
  socket.on('data', (chunk) => {
    heard = Buffer.concat([heard, typeof chunk === 'string' ? Buffer.from(chunk) : chunk]);
    read();
  });
  socket.once('close', () => {
    for (const { fail } of waiting.values()) fail(new Error('The message bus is gone.'));
    waiting.clear();
    closed();
  });

  const bus: Bus = {
    call({ signature = '', body = [], ...call }) {
      return new Promise((resolve, reject) => {
        const number = send({ kind: 'call', ...call, signature, body });
        const settle = (): void => {
          clearTimeout(timer);
          waiting.delete(number);
        };
        const fail = (error: Error): void => {
          settle();
          reject(error);
        };
        const timer = setTimeout(() => fail(new Error(`${call.member} was not answered.`)), ANSWER_MS);
        if (socket.destroyed) return fail(new Error('The message bus is gone.'));
        waiting.set(number, {
          fail,
          done(answer) {
            settle();
            resolve(answer.body);
          },
        });
      });
    },
    signal: (about, signature, body) => void send({ kind: 'signal', ...about, signature, body }),
    async listen(rule, about, listener) {
      listeners.add((message) => {
        if (message.kind === 'signal' && message.interface === about.interface && message.member === about.member)
          listener(message);
      });
      await bus.call({ ...daemon, member: 'AddMatch', signature: 's', body: [rule] });
    },
    onMessage: (listener) => void listeners.add(listener),
    answer: (to, signature, body) =>
      void send({ kind: 'answer', answers: to.serial, destination: to.sender ?? '', signature, body }),
    close: () => socket.destroy(),
  };
  read();
  return bus;
}
