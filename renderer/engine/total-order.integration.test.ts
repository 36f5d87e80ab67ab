import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { verifyChannel } from '../../server/log/verify.ts';
import { type RunningServer, startServer } from '../../server/testing/server.ts';
import { seeded } from '../../testing/seeded.ts';
import { runTotalOrder } from '../testing/total-order.ts';
import { forgetful, untidy } from '../testing/untidy-wires.ts';

const SEED = 12;
/** The part of the messages whose acknowledgement is lost with the line. */
const BREAKS = 0.01;

let server: RunningServer;

beforeAll(async () => {
  server = await startServer({ heartbeatMs: 1000 });
});
afterAll(() => server.stop());

describe('B12 one order and content for all', () => {
  test('10,000 messages from 20 clients whose connections are cut at random end as the same log everywhere', async () => {
    const run = {
      clients: 20,
      channels: 4,
      messages: 10_000,
      cuts: 200,
      random: seeded(SEED),
      openWire: untidy(seeded(SEED), BREAKS),
    };
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
      openWire: untidy(seeded(SEED), BREAKS, forgetful),
    };
    const outcome = await runTotalOrder(server, run);
    expect(outcome.faults.join('\n')).toMatch(/in the log twice/);
  }, 300_000);
});
