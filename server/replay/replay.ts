/**
 * Says the messages of a log live, in their order, so many a second.
 */
import { setTimeout as wait } from 'node:timers/promises';
import type { Logger } from 'pino';
import { v7 } from 'uuid';
import { type ChannelId, EventId } from '../../shared/model.ts';
import type { Said } from './irc-lines.ts';
import type { Nicks } from './nicks.ts';
import type { Speakers } from './speakers.ts';

export type ReplayParts = {
  messages: AsyncIterable<Said[]>;
  channel: ChannelId;
  nicks: Nicks;
  speakers: Speakers;
  log: Logger;
  /** Messages a second. */
  rate: number;
  /** Most messages in all. */
  most: number;
  signal: AbortSignal;
};

export type Replayed = { said: number; failed: number; seconds: number };

/** How many are made members at once, and how many may wait for their acknowledgement. */
const AHEAD = 500;
const MOST_UNDER_WAY = 2_000;

/** Resolves when all is said and acknowledged, or after the signal. What could not be said is logged and counted. */
export async function replay(parts: ReplayParts): Promise<Replayed> {
  const { channel, nicks, speakers, log, rate, most, signal } = parts;
  const underWay = new Set<Promise<void>>();
  const began = performance.now();
  const counts = { begun: 0, said: 0, failed: 0 };

  async function say({ nick, body }: Said): Promise<void> {
    const person = nicks.idOf(nick);
    try {
      if (person) await speakers.say(person, channel, EventId.parse(v7()), body);
      counts[person ? 'said' : 'failed'] += 1;
    } catch (error) {
      counts.failed += 1;
      log.warn({ err: error, nick }, 'A message could not be said.');
    }
  }

  try {
    for await (const run of chunks(parts.messages, AHEAD)) {
      await nicks.know(run.map((each) => each.nick));
      for (const each of run) {
        if (counts.begun >= most) return await done();
        const due = began + (counts.begun * 1000) / rate;
        const early = due - performance.now();
        if (early > 1) await wait(early, undefined, { signal });
        signal.throwIfAborted();
        if (underWay.size >= MOST_UNDER_WAY) await Promise.race(underWay);
        counts.begun += 1;
        const saying: Promise<void> = say(each).finally(() => underWay.delete(saying));
        underWay.add(saying);
      }
    }
  } catch (error) {
    if (!signal.aborted) throw error;
  }
  return await done();

  async function done(): Promise<Replayed> {
    await Promise.all(underWay);
    return { said: counts.said, failed: counts.failed, seconds: (performance.now() - began) / 1000 };
  }
}

async function* chunks<T>(lists: AsyncIterable<T[]>, size: number): AsyncGenerator<T[]> {
  for await (const list of lists) for (let start = 0; start < list.length; start += size) yield list.slice(start, start + size);
}
