import { expect, test } from 'vitest';
import { fakeClock } from '../testing/fake-clock.ts';
import { channelNamed, logOf } from '../testing/log-of.ts';
import { createLogs } from './logs.ts';
import { createReach } from './reach.ts';
import { createSharedState } from './shared-state.ts';
import { memoryHistory } from './store/history.ts';
import { createWriter } from './writer.ts';

const rates = channelNamed('rates');
const fx = channelNamed('fx');
const log = logOf(600);
const atOf = (seq: number) => log[seq - 1]?.at;
/** Longer than it takes to look, to store and to tell (ms). */
const A_WHILE = 5_000;

/** A desk that holds seqs 201 to 300 of one channel when it is opened. */
async function desk() {
  const clock = fakeClock();
  const history = memoryHistory();
  await history.write({ events: new Map([[rates, log.slice(200, 300)]]), channels: [], people: [], firms: [], gone: [] });
  const { held } = await history.load();
  let told = 0;
  const shared = createSharedState({ state: 'signed-out' }, ({ store }) => {
    if (store) told += 1;
  });
  const writer = createWriter(
    history,
    clock,
    (error) => {
      throw error;
    },
    () => reach.stored(),
  );
  const logs = createLogs(history, writer, held);
  const reach = createReach({ history, logs, channels: held.keys(), shared, clock, log: () => {} });
  const take = (channel: typeof rates, from: number, to: number) =>
    reach.entered(channel, logs.add(channel, log.slice(from - 1, to)));
  return { clock, logs, take, told: () => told, held: () => shared.read().store.held };
}

test('a desk that is opened again knows how far back it goes before anything comes', async () => {
  const { clock, held } = await desk();
  await clock.advance(A_WHILE);
  expect(held()).toEqual({ events: 100, oldestAt: atOf(201) });
});

test('older pages take it further back; newer events do not', async () => {
  const { clock, take, held } = await desk();
  await clock.advance(A_WHILE);
  take(rates, 301, 310);
  await clock.advance(A_WHILE);
  expect(held()).toEqual({ events: 110, oldestAt: atOf(201) });
  take(rates, 51, 200);
  await clock.advance(A_WHILE);
  expect(held()).toEqual({ events: 260, oldestAt: atOf(51) });
  take(fx, 1, 5);
  await clock.advance(A_WHILE);
  expect(held()).toEqual({ events: 265, oldestAt: atOf(1) });
});

test('what comes before it has looked does not make it forget what it had', async () => {
  const { clock, take, held } = await desk();
  take(rates, 301, 310);
  await clock.advance(A_WHILE);
  expect(held()).toEqual({ events: 110, oldestAt: atOf(201) });
});

test('a channel that is left takes its past with it', async () => {
  const { clock, logs, take, held } = await desk();
  take(fx, 1, 5);
  await clock.advance(A_WHILE);
  logs.forget(fx);
  await clock.advance(A_WHILE);
  expect(held()).toEqual({ events: 100, oldestAt: atOf(201) });
  logs.forget(rates);
  await clock.advance(A_WHILE);
  expect(held()).toEqual({ events: 0, oldestAt: null });
});

test('while many messages pass it is told now and then, not with each', async () => {
  const { clock, take, told, held } = await desk();
  await clock.advance(A_WHILE);
  const before = told();
  for (let seq = 301; seq <= 600; seq += 1) {
    take(rates, seq, seq);
    await clock.advance(20);
  }
  await clock.advance(A_WHILE);
  expect(held().events).toBe(400);
  expect(told() - before).toBeLessThanOrEqual(5);
});
