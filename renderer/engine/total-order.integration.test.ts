import { chmod, mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { v7 as uuid } from 'uuid';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { verifyChannel } from '../../server/log/verify.ts';
import { type RunningServer, startServer } from '../../server/testing/server.ts';
import { runTotalOrder } from '../testing/total-order.ts';
import { type OpenWire, openSocket } from './wire.ts';

const SEED = 12;

/** mulberry32 (public domain): numbers in [0, 1) from a seed. */
function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/**
 * A line that, now and then, delivers a frame twice, or after the one that followed it, or breaks just when an acknowledgement
 * was on its way: the message is committed, and its sender does not know.
 */
function unruly(random: () => number, open: OpenWire = openSocket): OpenWire {
  return (at, handshake, events) => {
    let late: (() => void) | null = null;
    const wire = open(at, handshake, {
      ...events,
      push(name, push) {
        const chance = random();
        if (name === 'events' && chance < 0.05 && !late) {
          late = () => events.push(name, push);
          return;
        }
        events.push(name, push);
        if (name === 'events' && chance > 0.95) events.push(name, push);
        late?.();
        late = null;
      },
    });
    return {
      ...wire,
      call(name, input, answer) {
        const breaks = name === 'send' && random() < 0.01;
        wire.call(name, input, (result) => {
          if (!breaks) return answer(result);
          wire.close();
          events.down('the line broke', null);
        });
      },
    };
  };
}

/** A client that gives a message another id each time it is sent: what it repeats is another message to everybody. */
const forgetful: OpenWire = (at, handshake, events) => {
  const wire = openSocket(at, handshake, events);
  return {
    ...wire,
    call: (name, input, answer) => wire.call(name, name === 'send' ? { ...Object(input), id: uuid() } : input, answer),
  };
};

let server: RunningServer;

beforeAll(async () => {
  const data = await mkdtemp(join(tmpdir(), 'mullion-order-'));
  await chmod(data, 0o755);
  server = await startServer({ data, heartbeatMs: 1000 });
});
afterAll(() => server.stop());

describe('B12 one order and content for all', () => {
  test('10,000 messages from 20 clients whose connections are cut at random end as the same log everywhere', async () => {
    const run = { clients: 20, channels: 4, messages: 10_000, cuts: 200, random: seeded(SEED), openWire: unruly(seeded(SEED)) };
    const outcome = await runTotalOrder(server, run);
    expect(outcome.faults).toEqual([]);
    expect(outcome.committed).toBe(10_000);
    expect(outcome.compared).toBeGreaterThanOrEqual(200_000);
    // The same frames without ordering and de-duplication, in the order in which each client received them, are another log.
    expect(outcome.asArrived.filter((fault) => fault !== null).length).toBeGreaterThan(40);
  }, 600_000);

  test('the chain of every channel is whole afterwards', async () => {
    const channels = await server.database.queries.selectFrom('channel').select('id').execute();
    let events = 0;
    for (const { id } of channels) {
      const verified = await verifyChannel(server.database.queries, id);
      expect(verified.findings).toEqual([]);
      events += verified.events;
    }
    expect(events).toBeGreaterThanOrEqual(10_000);
  });

  test('without the same id for the same message the same run finds messages twice', async () => {
    const run = {
      clients: 4,
      channels: 2,
      messages: 1_000,
      cuts: 50,
      random: seeded(SEED),
      openWire: unruly(seeded(SEED), forgetful),
    };
    const outcome = await runTotalOrder(server, run);
    expect(outcome.faults.join('\n')).toMatch(/in the log twice/);
  }, 300_000);
});
