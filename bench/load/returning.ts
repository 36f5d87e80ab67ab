/**
 * Many clients in a process of their own that are cut off together and come back as the product's do: by its back-off, with their
 * cursors, and then whole again. Told on stdin, one JSON a line:
 *
 *   connect {url, callers, seed} ──► connected
 *   cut ──────────────────────────► once all are back: when each was whole again, and how often they tried
 *   reach {heads} ────────────────► once all hold everything up to these heads
 *   check {log} ──────────────────► what is lost, and what is held twice
 */
import { createInterface } from 'node:readline';
import { backoff } from '../../shared/backoff.ts';
import type { ChannelEvents } from '../../shared/events.ts';
import type { EventId } from '../../shared/model.ts';
import type { PushOf, SyncAnswer } from '../../shared/protocol.ts';
import { MAX_PAGE } from '../../shared/protocol.ts';
import { seeded } from '../../testing/seeded.ts';
import { percentile } from '../harness/statistics.ts';
import type { Caller } from './callers.ts';
import { type Cursors, entries, Holding, type Log, type Verdict } from './holding.ts';
import { connectRaw, type RawClient, Refused } from './raw-client.ts';

export type ReturnOrder =
  | { connect: { url: string; callers: Caller[]; seed: number } }
  | { cut: true }
  | { reach: { heads: Cursors } }
  | { check: { log: Log } };
/** Milliseconds from the cut until a client was whole again; how many tries to connect failed, and why the first of them. */
export type Back = { p50: number; last: number; failed: number; why?: string };

/** One id is the same for all who hold it. */
const ids = new Map<EventId, EventId>();
function interned(id: EventId): EventId {
  const known = ids.get(id);
  if (known !== undefined) return known;
  ids.set(id, id);
  return id;
}

let failed = 0;
let why: string | undefined;

class Returning {
  readonly #url: string;
  readonly #token: string;
  readonly #random: () => number;
  readonly #holding: Holding;
  #client: RawClient | undefined;
  #waiting: ChannelEvents[] | undefined;
  #attempt = 0;
  #changed = (): void => undefined;

  constructor(url: string, { token, cursors = {} }: Caller, random: () => number) {
    this.#url = url;
    this.#token = token;
    this.#random = random;
    this.#holding = new Holding(cursors);
  }

  /** Connects and syncs. Rejects when that fails. */
  async connect(): Promise<void> {
    this.#waiting = [];
    this.#client = await connectRaw(this.#url, {
      token: this.#token,
      cursors: this.#holding.cursors(),
      onEvents: (json) => {
        const push: ChannelEvents = JSON.parse(json)[1];
        if (this.#waiting) this.#waiting.push(push);
        else this.#take(push);
      },
      onHeads: (json) => this.#hear(JSON.parse(json)[1]),
      onSynced: (json) => this.#apply(JSON.parse(json)[0].value),
      onLost: () => void this.comeBack(),
    });
    this.#attempt = 0;
  }

  cut(): void {
    this.#client?.close();
  }

  /** Tries again and again until it is whole. */
  async comeBack(atLeast?: number): Promise<void> {
    const delay = backoff(this.#attempt++, this.#random(), atLeast);
    await new Promise((resolve) => setTimeout(resolve, delay));
    try {
      await this.connect();
    } catch (error) {
      failed++;
      why ??= String(error);
      await this.comeBack(error instanceof Refused ? error.retryAfterMs : undefined);
    }
  }

  /** Resolves once it holds everything up to these heads. */
  async reach(heads: Cursors): Promise<void> {
    const wanted = entries(this.#holding.cursors()).flatMap(([channel]) => {
      const head = heads[channel];
      return head === undefined ? [] : [{ channel, head }];
    });
    while (wanted.some(({ channel, head }) => this.#holding.cursor(channel) < head)) {
      await new Promise<void>((resolve) => {
        this.#changed = resolve;
      });
    }
  }

  check(log: Log): Verdict {
    return this.#holding.check(log);
  }

  #apply(answer: SyncAnswer): void {
    for (const run of answer.missed) this.#take(run);
    const waiting = this.#waiting ?? [];
    this.#waiting = undefined;
    for (const push of waiting) this.#take(push);
  }

  #take({ channel, events }: ChannelEvents): void {
    const told = events.map(({ seq, id }) => ({ seq, id: interned(id) }));
    if (!this.#holding.take(channel, told)) this.#fetch(channel);
    this.#changed();
  }

  #hear({ heads }: PushOf<'heads'>): void {
    if (this.#waiting) return;
    for (const [channel, { head }] of entries(heads)) if (this.#holding.cursor(channel) < head) this.#fetch(channel);
  }

  /** What is missing of a channel, page by page. */
  #fetch(channel: ChannelEvents['channel']): void {
    const after = this.#holding.cursor(channel);
    this.#client?.ask('history', { channel, after, limit: MAX_PAGE }, (json) => {
      const [answer] = JSON.parse(json);
      if (answer.ok && answer.value.events.length > 0) this.#take({ channel, events: answer.value.events });
    });
  }
}

const all: Returning[] = [];

async function connectAll({ url, callers, seed }: { url: string; callers: Caller[]; seed: number }): Promise<void> {
  const random = seeded(seed);
  all.push(...callers.map((caller) => new Returning(url, caller, random)));
  const together = 50;
  for (let first = 0; first < all.length; first += together) {
    await Promise.all(all.slice(first, first + together).map((one) => one.connect()));
  }
}

async function cutAll(): Promise<Back> {
  const cutAt = performance.now();
  for (const one of all) one.cut();
  const took = await Promise.all(all.map((one) => one.comeBack().then(() => performance.now() - cutAt)));
  const back: Back = { p50: percentile(took, 0.5), last: percentile(took, 1), failed };
  return why === undefined ? back : { ...back, why };
}

function checkAll(log: Log): Verdict {
  const sum = { lost: 0, doubled: 0 };
  for (const one of all) {
    const { lost, doubled } = one.check(log);
    sum.lost += lost;
    sum.doubled += doubled;
  }
  return sum;
}

async function obey(order: ReturnOrder): Promise<unknown> {
  if ('connect' in order) {
    await connectAll(order.connect);
    return { connected: all.length };
  }
  if ('cut' in order) return await cutAll();
  if ('check' in order) return checkAll(order.check.log);
  await Promise.all(all.map((one) => one.reach(order.reach.heads)));
  return { reached: all.length };
}

createInterface({ input: process.stdin }).on('line', async (line) => {
  const answer = await obey(JSON.parse(line) as ReturnOrder);
  process.stdout.write(`${JSON.stringify(answer)}\n`);
});
