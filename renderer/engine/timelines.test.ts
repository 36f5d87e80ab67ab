import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { EngineInput, TimelineDiff, TimelineSnapshot } from '../../shared/engine-api.ts';
import { Seq } from '../../shared/model.ts';
import { applyTimeline } from '../client/apply.ts';
import { fakeClock } from '../testing/fake-clock.ts';
import { channelNamed, logOf } from '../testing/log-of.ts';
import { createLogs } from './logs.ts';
import { keptFrom, missingIn } from './merge.ts';
import { memoryHistory } from './store/history.ts';
import { StoreCorrupt } from './store/pages.ts';
import { createTimelines, type TimelineSink } from './timelines.ts';
import { createWriter } from './writer.ts';

const channel = channelNamed('rates');

/** A window with one timeline, a local log, and a server that has all of it. */
function setUp(length: number, options: { connected?: boolean; base?: number } = {}) {
  const { connected = true, base = 1 } = options;
  const log = logOf(length);
  const clock = fakeClock();
  const history = memoryHistory();
  const broken: unknown[] = [];
  const writer = createWriter(history, clock, (error) => void broken.push(error));
  const logs = createLogs(history, writer, new Map());
  let held: TimelineSnapshot | null = null;
  const apply = (diff: TimelineDiff) => {
    if (held) held = applyTimeline(held, diff);
  };
  const sink: TimelineSink = { timeline: apply, forget: () => {} };
  const timelines = createTimelines({
    logs,
    floor: () => 1,
    base: () => keptFrom(logs.known(channel), base),
    async fetch(_channel, where, limit) {
      if (!connected) return false;
      const page =
        'before' in where
          ? log.filter(({ seq }) => seq < where.before).slice(-limit)
          : log.filter(({ seq }) => seq > where.after).slice(0, limit);
      arrive(page);
      return true;
    },
    onCorrupt: (error) => void broken.push(error),
    onShown: () => {},
    onOpened: () => {},
  });
  function arrive(events: typeof log) {
    logs.add(channel, events);
    timelines.advance(channel);
  }
  return {
    log,
    clock,
    logs,
    history,
    broken,
    timelines,
    sink,
    arrive,
    async open(limit: number, around?: number) {
      const parsed = log[(around ?? 0) - 1]?.seq;
      held = await timelines.open(sink, parsed === undefined ? { channel, limit } : { channel, limit, around: parsed });
    },
    older: (limit: number) => timelines.older(sink, { channel, limit }),
    seqs: () => held?.events.map(({ seq }): number => seq) ?? [],
    held: () => held,
  };
}
const between = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, at) => from + at);

describe('the timelines of a window', () => {
  test('D6 hold a part of the log without gaps and doubles, whatever comes when, and all of it in the end', async () => {
    const op = fc.oneof(
      fc.record({ do: fc.constant('arrive' as const), from: fc.nat(299), size: fc.integer({ min: 1, max: 60 }) }),
      fc.record({ do: fc.constant('older' as const), size: fc.integer({ min: 1, max: 80 }) }),
      fc.record({ do: fc.constant('open' as const), size: fc.integer({ min: 1, max: 80 }) }),
      fc.record({ do: fc.constant('flush' as const), size: fc.nat() }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(op, { maxLength: 25 }), fc.boolean(), async (ops, patient) => {
        const { log, clock, arrive, open, older, seqs, logs, broken } = setUp(300);
        const waiting: Promise<unknown>[] = [];
        await open(50);
        for (const each of ops) {
          if (each.do === 'arrive') arrive(log.slice(each.from, each.from + each.size));
          else if (each.do === 'flush') await clock.advance(100);
          else waiting.push(each.do === 'older' ? older(each.size) : open(each.size));
          if (!patient) continue;
          await Promise.all(waiting.splice(0));
          await clock.advance(0);
          expect(seqs()).toEqual(seqs().map((_, at) => (seqs()[0] ?? 0) + at));
        }
        await Promise.all(waiting);
        await clock.advance(100);
        // What is missing is filled in the end, the newest first.
        for (let gap = missingIn(logs.known(channel), 1, 300).at(-1); gap; gap = missingIn(logs.known(channel), 1, 300).at(-1))
          arrive(log.slice(Math.max(gap.from - 1, gap.to - 40), gap.to));
        await clock.advance(100);
        await open(50);
        while ((await older(70)).hasOlder);
        expect(seqs()).toEqual(between(1, 300));
        expect(broken).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });

  test('a timeline follows what arrives in order, from memory and from the store', async () => {
    const { log, clock, arrive, open, seqs, held } = setUp(900);
    arrive(log.slice(0, 700));
    await clock.advance(100);
    await open(100);
    expect(seqs()).toEqual(between(601, 700));
    expect(held()).toMatchObject({ hasOlder: true, atNewest: true });
    arrive(log.slice(710, 720));
    await clock.advance(0);
    expect(seqs().at(-1)).toBe(700);
    arrive(log.slice(700, 710));
    await clock.advance(0);
    expect(seqs()).toEqual(between(601, 720));
  });

  test('opened around an old message it shows it in its surroundings and stands still', async () => {
    const { log, clock, arrive, open, older, seqs, held } = setUp(900);
    arrive(log.slice(800));
    await open(40, 300);
    expect(seqs()).toContain(300);
    expect(seqs()).toEqual(between(281, 320));
    expect(held()?.atNewest).toBe(false);
    await older(20);
    arrive(log.slice(320, 330));
    await clock.advance(0);
    expect(seqs()).toEqual(between(261, 320));
  });

  test('without a connection, what is not here is said to be missing, not to be the beginning', async () => {
    const { log, arrive, open, older, seqs } = setUp(300, { connected: false, base: 201 });
    arrive(log.slice(200, 300));
    await open(60);
    expect(await older(100)).toEqual({ added: 40, hasOlder: true, missing: false });
    expect(await older(100)).toEqual({ added: 0, hasOlder: true, missing: true });
    expect(seqs()).toEqual(between(201, 300));
  });

  test('a piece of the log is what lies around, before or after an event, wherever it has to be fetched from', async () => {
    const { log, arrive, timelines, held } = setUp(900, { base: 801 });
    arrive(log.slice(800));
    const seq = (at: number) => log[at - 1]?.seq ?? Seq.parse(0);
    const page = async (at: EngineInput<'page'>['at']) => {
      const { events, ...rest } = await timelines.page({ channel, at, limit: 40 });
      return { ...rest, seqs: events.map((event): number => event.seq) };
    };
    expect(await page({ around: seq(300) })).toEqual({ seqs: between(281, 320), hasOlder: true, missing: false });
    expect(await page({ before: seq(281) })).toEqual({ seqs: between(241, 280), hasOlder: true, missing: false });
    expect(await page({ after: seq(320) })).toEqual({ seqs: between(321, 360), hasOlder: true, missing: false });
    expect(await page({ before: seq(21) })).toEqual({ seqs: between(1, 20), hasOlder: false, missing: false });
    expect(await page({ after: seq(790) })).toMatchObject({ seqs: between(791, 830) });
    expect(await page({ after: seq(900) })).toMatchObject({ seqs: [], missing: false });
    expect(held()).toBeNull();
  });

  test('a piece that is not here is said to be missing without a connection', async () => {
    const { log, arrive, timelines } = setUp(900, { connected: false, base: 801 });
    arrive(log.slice(400, 500));
    arrive(log.slice(800));
    const seq = (at: number) => log[at - 1]?.seq ?? Seq.parse(0);
    const ask = (at: EngineInput<'page'>['at']) => timelines.page({ channel, at, limit: 40 });
    expect((await ask({ around: seq(490) })).events.map((event): number => event.seq)).toEqual(between(471, 500));
    for (const at of [{ around: seq(300) }, { before: seq(401) }, { after: seq(500) }])
      expect(await ask(at)).toMatchObject({ events: [], missing: true });
  });

  test('a store that gives less than it should is found out', async () => {
    const { log, clock, arrive, open, history, broken } = setUp(900);
    arrive(log);
    await clock.advance(100);
    await history.destroy();
    await expect(open(800)).rejects.toBeInstanceOf(StoreCorrupt);
    expect(broken).toHaveLength(1);
  });

  test('opened in a channel that is still empty, it begins with the first message; closed, it hears nothing more', async () => {
    const { clock, arrive, open, seqs, timelines, sink } = setUp(0);
    const log = logOf(4);
    await open(50);
    expect(timelines.openChannels()).toEqual(new Set([channel]));
    arrive(log.slice(0, 3));
    await clock.advance(0);
    expect(seqs()).toEqual([1, 2, 3]);
    timelines.close(sink, channel);
    expect(timelines.openChannels().size).toBe(0);
    arrive(log);
    await clock.advance(0);
    expect(seqs()).toEqual([1, 2, 3]);
  });
});
