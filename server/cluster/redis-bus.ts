/**
 * The bus on a Redis stream: everyone appends to one stream, and reads it from where they stand.
 *
 *   say ──► XADD, trimmed to about MOST entries ──► stream ──► XREAD BLOCK ──► succession ──► listeners
 *                                                                                 └─ something is missing: onGap
 *
 * An entry holds all that its sender said while it gathered. A stream that was trimmed past a slow reader, a Redis that came back
 * empty, an entry that could not be appended: all of them show as a number that is missing, at the latest with the sender's next
 * "here".
 */
import { performance } from 'node:perf_hooks';
import { setTimeout as wait } from 'node:timers/promises';
import type { Logger } from 'pino';
import { check, z } from '../../shared/schema.ts';
import { type Bus, type BusListener, BusMessage } from './bus.ts';
import { gatherMs } from './gather.ts';
import { connectRedis, type Redis } from './redis.ts';
import { Succession } from './succession.ts';

export type RedisBusOptions = {
  url: string;
  /** Gateways hear each other when they share this: the database's own id. */
  installation: string;
  /** This gateway. */
  node: string;
  log: Logger;
  /** About how many entries the stream holds. */
  most?: number;
};

/** Half a minute of a busy cluster; who is further behind reads the log. */
const MOST = 5_000;
const BLOCK_MS = 2_000;
const PAGE = 500;
const RETRY_MS = 200;
/** How busy the thread is is asked this often (ms). */
const LOOK_MS = 250;

const Entry = z.object({ from: z.string(), number: z.coerce.number().int().min(1), messages: z.string() });

export async function openRedisBus(options: RedisBusOptions): Promise<Bus> {
  const { url, installation, node, log, most = MOST } = options;
  const key = `mullion:${installation}:bus`;
  const writer = await connectRedis(url, `mullion-${node}-says`, log);
  // A read that blocks would hold up what is said.
  const reader = await connectRedis(url, `mullion-${node}-hears`, log).catch((error: unknown) => {
    writer.destroy();
    throw error;
  });
  const listeners = new Set<BusListener>();
  const succession = new Succession();
  const closed = new AbortController();
  let said = 0;
  let waiting: BusMessage[] = [];
  let gathering: NodeJS.Timeout | undefined;
  let toldAt = Number.NEGATIVE_INFINITY;
  // Entries follow each other, and so do reads, no sooner than this (ms). What is said after a silence goes at once.
  let gathers = gatherMs(0);
  let before = performance.eventLoopUtilization();
  const looking = setInterval(() => {
    const now = performance.eventLoopUtilization();
    gathers = gatherMs(performance.eventLoopUtilization(now, before).utilization);
    before = now;
  }, LOOK_MS);
  let up = true;
  let at = await newest(writer, key);

  const gap = (): void => {
    for (const listener of listeners) listener.onGap?.();
  };

  function take(raw: unknown): void {
    const entry = check(Entry, raw);
    if (!entry.success || entry.data.from === node) return;
    const { from, number } = entry.data;
    const order = succession.take(from, number);
    if (order === 'repeated') return;
    if (order === 'missing') gap();
    for (const said of messagesIn(entry.data.messages)) {
      const message = check(BusMessage, said).data;
      if (message) for (const listener of listeners) listener.onMessage(message, from);
      else log.warn({ from }, 'Another gateway says something that this version does not know.');
    }
  }

  async function readOn(): Promise<void> {
    while (!closed.signal.aborted) {
      try {
        const streams = await reader.xRead({ key, id: at }, { BLOCK: BLOCK_MS, COUNT: PAGE });
        if (!up) await back();
        for (const { id, message } of streams?.flatMap((stream) => stream.messages) ?? []) {
          at = id;
          take(message);
        }
        await wait(gathers);
      } catch (error) {
        if (closed.signal.aborted) return;
        if (up) log.warn({ err: error }, 'The other gateways are not heard; the database still tells what they commit.');
        up = false;
        await wait(RETRY_MS, undefined, { signal: closed.signal }).catch(() => undefined);
      }
    }
  }

  /** Redis is there again. One that came back empty numbers its entries by the clock, but may stand before where we stood. */
  async function back(): Promise<void> {
    const end = await newest(writer, key);
    if (isBefore(end, at)) at = '0-0';
    up = true;
    log.info('The other gateways are heard again.');
    gap();
  }

  function tell(): void {
    clearTimeout(gathering);
    gathering = undefined;
    if (waiting.length === 0) return;
    said += 1;
    toldAt = performance.now();
    const entry = { from: node, number: String(said), messages: JSON.stringify(waiting) };
    waiting = [];
    writer.xAdd(key, '*', entry, { TRIM: { strategy: 'MAXLEN', strategyModifier: '~', threshold: most } }).catch((error) => {
      log.debug({ err: error }, 'Something could not be told to the other gateways; they will miss its number.');
    });
  }

  const reading = readOn();
  return {
    isUp: () => up && writer.isReady,
    say(message) {
      waiting.push(message);
      gathering ??= setTimeout(tell, Math.max(0, toldAt + gathers - performance.now()));
    },
    hear(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async close() {
      tell();
      closed.abort();
      clearInterval(looking);
      // Ends a read that blocks.
      reader.destroy();
      await reading;
      await writer.close().catch(() => writer.destroy());
    },
  };
}

/** What an entry holds; something else than messages, where it is no array. */
function messagesIn(text: string): unknown[] {
  try {
    return z.array(z.unknown()).safeParse(JSON.parse(text)).data ?? [undefined];
  } catch (error) {
    if (error instanceof SyntaxError) return [undefined];
    throw error;
  }
}

/** Where the stream ends now. */
async function newest(redis: Redis, key: string): Promise<string> {
  const newestFirst = await redis.xRevRange(key, '+', '-', { COUNT: 1 });
  return newestFirst?.[0]?.id ?? '0-0';
}

/** Whether one entry's id ("milliseconds-number") lies before another's. */
function isBefore(one: string, other: string): boolean {
  const [ms = 0, number = 0] = one.split('-').map(Number);
  const [otherMs = 0, otherNumber = 0] = other.split('-').map(Number);
  return ms < otherMs || (ms === otherMs && number < otherNumber);
}
