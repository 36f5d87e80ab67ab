/**
 * The bus on a Redis stream: everyone appends to one stream, and reads it from where they stand.
 *
 *   say ──► XADD, trimmed to about MOST entries ──► stream ──► XREAD BLOCK ──► succession ──► listeners
 *                                                                                 └─ something is missing: onGap
 *
 * A stream that was trimmed past a slow reader, a Redis that came back empty, a message that could not be appended: all of them
 * show as a number that is missing, at the latest with the sender's next "here".
 */
import { setTimeout as wait } from 'node:timers/promises';
import type { Logger } from 'pino';
import { z } from '../../shared/schema.ts';
import { type Bus, type BusListener, BusMessage } from './bus.ts';
import { connectRedis, type Redis } from './redis.ts';
import { Succession } from './succession.ts';

export type RedisBusOptions = {
  url: string;
  /** Gateways hear each other when they share this: the database's own id. */
  installation: string;
  /** This gateway. */
  node: string;
  log: Logger;
  /** About how many messages the stream holds. */
  most?: number;
};

/** Seconds of a busy cluster; who is further behind reads the log. */
const MOST = 20_000;
const BLOCK_MS = 2_000;
const PAGE = 500;
const RETRY_MS = 200;
/**
 * What is said, and what there is to hear, gathers this long (ms): a command a commit would cost more than the commit's own frames.
 * It is less than the fan-out waits while it has much to do.
 */
const GATHER_MS = 5;

const Entry = z.object({ from: z.string(), number: z.coerce.number().int().min(1), message: z.string() });

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
  let up = true;
  let at = await newest(writer, key);

  const gap = (): void => {
    for (const listener of listeners) listener.onGap?.();
  };

  function take(raw: unknown): void {
    const entry = Entry.safeParse(raw);
    if (!entry.success || entry.data.from === node) return;
    const { from, number } = entry.data;
    const order = succession.take(from, number);
    if (order === 'repeated') return;
    if (order === 'missing') gap();
    const message = read(entry.data.message);
    if (message) for (const listener of listeners) listener.onMessage(message, from);
    else log.warn({ from }, 'Another gateway says something that this version does not know.');
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
        await wait(GATHER_MS);
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

  /** In one turn, so that the client writes all of it at once. */
  function tell(): void {
    clearTimeout(gathering);
    gathering = undefined;
    const messages = waiting;
    waiting = [];
    for (const message of messages) {
      said += 1;
      const entry = { from: node, number: String(said), message: JSON.stringify(message) };
      writer.xAdd(key, '*', entry, { TRIM: { strategy: 'MAXLEN', strategyModifier: '~', threshold: most } }).catch((error) => {
        log.debug({ err: error }, 'Something could not be told to the other gateways; they will miss its number.');
      });
    }
  }

  const reading = readOn();
  return {
    isUp: () => up && writer.isReady,
    say(message) {
      waiting.push(message);
      gathering ??= setTimeout(tell, GATHER_MS);
    },
    hear(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async close() {
      tell();
      closed.abort();
      // Ends a read that blocks.
      reader.destroy();
      await reading;
      await writer.close().catch(() => writer.destroy());
    },
  };
}

function read(text: string): BusMessage | undefined {
  try {
    return BusMessage.safeParse(JSON.parse(text)).data;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
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
