/** Everybody talks, all the time: what was said, by whom and in which order, is what the log is held against. */
import { setTimeout } from 'node:timers/promises';
import { MullionError } from '../../shared/errors.ts';
import type { ChannelId, EventId } from '../../shared/model.ts';
import type { Chance } from '../chance.ts';
import type { Said } from '../check/said.ts';
import type { Client } from './client.ts';

export interface Talk {
  /** In the order in which each client said it. */
  readonly said: readonly Said[];
  /** Says something more, now. Null: the engine did not take it, and said so; its writer keeps the words. */
  say(client: Client, channel: ChannelId, words?: string): Promise<EventId | null>;
  /** Stops; resolves when everything said is durable in somebody's outbox. */
  stop(): Promise<void>;
}

const TURN_MS = 20;
/** A client that has this much to send says nothing more: after a fault of a minute the time to recover is not that of what was said meanwhile. */
const MOST_WAITING = 25;

/** `rate`: messages a second, all clients together. */
export function startTalk(clients: readonly Client[], channels: readonly ChannelId[], rate: number, chance: Chance): Talk {
  const said: Said[] = [];
  const saying = new Set<Promise<unknown>>();
  let over = false;

  function say(client: Client, channel: ChannelId, words = ''): Promise<EventId | null> {
    const one: Said = { client: client.number, channel, text: `${said.length} by ${client.number} ${words}`, durable: false };
    said.push(one);
    const durable = client.send(channel, one.text).then(
      (id) => {
        one.durable = true;
        saying.delete(durable);
        return id;
      },
      (error: unknown) => {
        saying.delete(durable);
        if (error instanceof MullionError) return null;
        throw error;
      },
    );
    saying.add(durable);
    return durable;
  }

  async function run(): Promise<void> {
    let due = 0;
    for (let before = performance.now(); !over; ) {
      await setTimeout(TURN_MS);
      const now = performance.now();
      due = Math.min(rate, due + ((now - before) * rate) / 1000);
      before = now;
      for (; due >= 1 && !over; due -= 1) {
        const client = chance.pick(clients);
        const waiting = said.length === 0 ? 0 : client.window.shared().outbox.length;
        if (waiting < MOST_WAITING) void say(client, chance.pick(channels), 'x'.repeat(chance.between(0, 120)));
      }
    }
  }
  const running = run();

  return {
    said,
    say,
    async stop() {
      over = true;
      await running;
      await Promise.all(saying);
    },
  };
}
