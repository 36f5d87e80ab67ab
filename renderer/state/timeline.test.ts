import { describe, expect, it, vi } from 'vitest';
import type { EngineCallName, EngineOutputs, EnginePushes, TimelineDiff } from '../../shared/engine-api.ts';
import { MullionError } from '../../shared/errors.ts';
import { ChannelEvent } from '../../shared/events.ts';
import { PaneId } from '../../shared/layout.ts';
import { ChannelId } from '../../shared/model.ts';
import { createSharedState } from '../engine/shared-state.ts';
import type { EngineClient } from './engine.ts';
import { createTimelines, OLDER_PAGE, PAGE } from './timeline.ts';
import { MOST_EVENTS } from './timeline-part.ts';

const channel = ChannelId.parse('00000000-0000-7000-8000-00000000000c');
const [left, right] = [PaneId.parse('left'), PaneId.parse('right')];
const uuid = (n: number) => `00000000-0000-7000-8000-${String(n).padStart(12, '0')}`;

function run(from: number, to: number): ChannelEvent[] {
  return Array.from({ length: Math.max(0, to - from + 1) }, (_, at) => {
    const seq = from + at;
    return ChannelEvent.parse({
      seq,
      nth: seq,
      id: uuid(seq),
      actor: uuid(1),
      at: seq,
      kind: 'message',
      body: { text: `m${seq}` },
    });
  });
}

const nobody = createSharedState({ state: 'connecting', since: 0 }, () => {}).read();

/** An engine with one channel, whose answers come when the test lets them. */
function engineWith(count: number) {
  const calls: EngineCallName[] = [];
  const frames = new Set<(push: EnginePushes['frame']) => void>();
  const attaches = new Set<(attached: EngineOutputs['attach']) => void>();
  const log = { count, from: 1, fails: false };
  const tell = (diff: TimelineDiff) => {
    for (const listener of frames) listener({ timelines: [diff] });
  };
  const answers = {
    open: (limit: number): EngineOutputs['open'] => {
      log.from = Math.max(1, log.count - limit + 1);
      return { channel, events: run(log.from, log.count), hasOlder: log.from > 1, atNewest: true };
    },
    older: (limit: number): EngineOutputs['older'] => {
      const from = Math.max(1, log.from - limit);
      const events = run(from, log.from - 1);
      log.from = from;
      tell({ channel, type: 'prepend', events, hasOlder: from > 1 });
      return { added: events.length, hasOlder: from > 1, missing: false };
    },
  };
  const call = async (name: EngineCallName, input: { limit?: number }): Promise<unknown> => {
    calls.push(name);
    await Promise.resolve();
    if (log.fails) throw new MullionError('not-found');
    if (name === 'open') return answers.open(input.limit ?? 0);
    return name === 'older' ? answers.older(input.limit ?? 0) : {};
  };
  const engine: EngineClient = {
    window: 'test',
    // The answers above are those that the names ask for.
    call: call as EngineClient['call'],
    on(name, listener) {
      if (name === 'frame') frames.add(listener as (push: EnginePushes['frame']) => void);
      return () => undefined;
    },
    onAttach(listener) {
      attaches.add(listener);
      return () => undefined;
    },
    onDetach: () => () => undefined,
  };
  return {
    engine,
    calls,
    log,
    tell,
    say(more: number) {
      log.count += more;
      tell({ channel, type: 'append', events: run(log.count - more + 1, log.count) });
    },
    attach() {
      for (const listener of attaches) listener({ engine: 'test', shared: nobody });
    },
  };
}

describe('the timelines of a window', () => {
  it('open a channel once for all of its panes, and close it when the last has gone for a while', async () => {
    vi.useFakeTimers();
    const { engine, calls } = engineWith(10);
    const timelines = createTimelines(engine);
    const [one, two] = [timelines.acquire(channel, left), timelines.acquire(channel, right)];
    await vi.waitFor(() => expect(one.store.getState().status).toBe('open'));
    expect(two.store).toBe(one.store);
    one.release();
    two.release();
    const again = timelines.acquire(channel, left);
    expect(again.store).toBe(one.store);
    again.release();
    await vi.runAllTimersAsync();
    expect(calls).toEqual(['open', 'close']);
    vi.useRealTimers();
  });

  it('lose nothing that is told before the snapshot it follows', async () => {
    const { engine, say } = engineWith(10);
    const { store } = createTimelines(engine).acquire(channel, left);
    say(2);
    await vi.waitFor(() => expect(store.getState().status).toBe('open'));
    expect(store.getState().events.at(-1)?.seq).toBe(12);
  });

  it('open anew when something is missing between, and when the engine is back', async () => {
    const { engine, calls, log, say, attach } = engineWith(10);
    const { store } = createTimelines(engine).acquire(channel, left);
    await vi.waitFor(() => expect(store.getState().status).toBe('open'));
    log.count += 5;
    say(1);
    await vi.waitFor(() => expect(store.getState().events.at(-1)?.seq).toBe(16));
    const { events } = store.getState();
    attach();
    await vi.waitFor(() => expect(calls).toEqual(['open', 'open', 'open']));
    await vi.waitFor(() => expect(store.getState().status).toBe('open'));
    expect(store.getState().events).toBe(events);
  });

  it('go back page by page to the beginning', async () => {
    const { engine } = engineWith(50 + OLDER_PAGE + PAGE);
    const timelines = createTimelines(engine);
    const { store } = timelines.acquire(channel, left);
    await vi.waitFor(() => expect(store.getState().status).toBe('open'));
    for (const first of [51, 1]) {
      timelines.older(channel);
      expect(store.getState().older).toBe('loading');
      await vi.waitFor(() => expect(store.getState().older).toBe('idle'));
      expect(store.getState().events[0]?.seq).toBe(first);
    }
    expect(store.getState().hasOlder).toBe(false);
  });

  it('drop old events while everyone is at the bottom, and still find the way back to them', async () => {
    const { engine, say } = engineWith(100);
    const timelines = createTimelines(engine);
    const { store } = timelines.acquire(channel, left);
    await vi.waitFor(() => expect(store.getState().status).toBe('open'));
    timelines.attended(channel, left, false);
    say(MOST_EVENTS);
    expect(store.getState().events).toHaveLength(MOST_EVENTS + 100);
    timelines.attended(channel, left, true);
    say(1);
    await vi.waitFor(() => expect(store.getState().events.length).toBeLessThan(MOST_EVENTS));
    const first = store.getState().events[0]?.seq ?? 0;
    timelines.older(channel);
    await vi.waitFor(() => expect(store.getState().events[0]?.seq).toBe(Math.max(1, first - OLDER_PAGE)));
  });

  it('say why a channel could not be opened, and try again when asked', async () => {
    const { engine, log } = engineWith(10);
    log.fails = true;
    const timelines = createTimelines(engine);
    const { store } = timelines.acquire(channel, left);
    await vi.waitFor(() => expect(store.getState().status).toBe('failed'));
    expect(store.getState().problem?.code).toBe('not-found');
    log.fails = false;
    timelines.retry(channel);
    await vi.waitFor(() => expect(store.getState().status).toBe('open'));
  });
});
