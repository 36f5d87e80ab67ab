import { describe, expect, it, vi } from 'vitest';
import type { EngineCallName, EngineInput, EngineOutputs, EnginePushes, TimelineDiff } from '../../shared/engine-api.ts';
import { MullionError } from '../../shared/errors.ts';
import { ChannelEvent } from '../../shared/events.ts';
import { PaneId } from '../../shared/layout.ts';
import { ChannelId, Seq } from '../../shared/model.ts';
import { createSharedState } from '../engine/shared-state.ts';
import type { EngineClient } from './engine.ts';
import { AROUND, PATIENCE_MS } from './pane-timeline.ts';
import { createTimelines, OLDER_PAGE, PAGE, type TimelineState } from './timeline.ts';
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

type Input = { limit?: number; before?: number; at?: EngineInput<'page'>['at'] };

/** An engine with one channel, whose answers come when the test lets them. */
function engineWith(count: number) {
  const calls: EngineCallName[] = [];
  const frames = new Set<(push: EnginePushes['frame']) => void>();
  const attaches = new Set<(attached: EngineOutputs['attach']) => void>();
  const log = { count, from: 1, fails: false, missing: false };
  const tell = (diff: TimelineDiff) => {
    for (const listener of frames) listener({ timelines: [diff] });
  };
  const answers = {
    open: (limit: number): EngineOutputs['open'] => {
      log.from = Math.max(1, log.count - limit + 1);
      return { channel, events: run(log.from, log.count), hasOlder: log.from > 1, atNewest: true };
    },
    page: (at: EngineInput<'page'>['at'], limit: number): EngineOutputs['page'] => {
      if (log.missing) return { events: [], hasOlder: true, missing: true };
      const from = 'around' in at ? at.around - limit / 2 : 'before' in at ? at.before - limit : at.after + 1;
      const to = 'before' in at ? at.before - 1 : from + limit - 1;
      const first = Math.max(1, from);
      return { events: run(first, Math.min(log.count, to)), hasOlder: first > 1, missing: false };
    },
    older: (limit: number, before: number): EngineOutputs['older'] => {
      log.from = Math.min(log.from, before);
      const from = Math.max(1, log.from - limit);
      const events = run(from, log.from - 1);
      log.from = from;
      tell({ channel, type: 'prepend', events, hasOlder: from > 1 });
      return { added: events.length, hasOlder: from > 1, missing: false };
    },
  };
  const call = async (name: EngineCallName, input: Input): Promise<unknown> => {
    calls.push(name);
    await Promise.resolve();
    if (log.fails) throw new MullionError('not-found');
    if (name === 'open') return answers.open(input.limit ?? 0);
    if (name === 'page' && input.at) return answers.page(input.at, input.limit ?? 0);
    return name === 'older' ? answers.older(input.limit ?? 0, input.before ?? log.from) : {};
  };
  const engine: EngineClient = {
    window: 'test',
    become: () => undefined,
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
    await vi.waitFor(() => expect(two.store.getState().status).toBe('open'));
    expect(two.store.getState()).toBe(one.store.getState());
    one.release();
    two.release();
    const again = timelines.acquire(channel, left);
    await vi.waitFor(() => expect(again.store.getState()).toBe(one.store.getState()));
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
      timelines.older(channel, left);
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
    timelines.older(channel, left);
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

describe('a pane that reads far back', () => {
  const at = (seq: number) => Promise.resolve(Seq.parse(seq));
  const span = ({ events }: TimelineState) => [events[0]?.seq, events.at(-1)?.seq];
  const contiguous = ({ events }: TimelineState) =>
    events.every((event, place) => place === 0 || event.seq === (events[place - 1]?.seq ?? 0) + 1);

  it('A5 is opened around what it read, beside panes at the newest, and becomes one with them when they meet', async () => {
    const { engine, say } = engineWith(5_000);
    const timelines = createTimelines(engine);
    const newest = timelines.acquire(channel, left).store;
    const { store } = timelines.acquire(channel, right, at(3_500));
    await vi.waitFor(() => expect(store.getState().status).toBe('open'));
    expect(span(store.getState())).toEqual([3_500 - AROUND / 2, 3_500 + AROUND / 2 - 1]);
    expect(store.getState().newer).toBe('idle');
    expect(span(newest.getState())).toEqual([4_901, 5_000]);
    say(5);
    expect(span(store.getState())).toEqual([3_500 - AROUND / 2, 3_500 + AROUND / 2 - 1]);
    for (let step = 0; store.getState().newer !== 'none' && step < 10; step += 1) {
      timelines.newer(channel, right);
      await vi.waitFor(() => expect(store.getState().newer).not.toBe('loading'));
      expect(contiguous(store.getState())).toBe(true);
    }
    expect(store.getState()).toBe(newest.getState());
    expect(span(store.getState())).toEqual([3_500 - AROUND / 2, 5_005]);
    timelines.older(channel, left);
    await vi.waitFor(() => expect(newest.getState().events[0]?.seq).toBe(3_500 - AROUND / 2 - OLDER_PAGE));
    expect(contiguous(newest.getState())).toBe(true);
  });

  it('shares the newest part where that holds what it read', async () => {
    const { engine, calls } = engineWith(5_000);
    const { store } = createTimelines(engine).acquire(channel, left, at(4_950));
    await vi.waitFor(() => expect(store.getState().status).toBe('open'));
    expect(store.getState().newer).toBe('none');
    expect(calls).toEqual(['open']);
  });

  it('goes further back in its own part, and leaves it for the newest when asked', async () => {
    const { engine } = engineWith(5_000);
    const timelines = createTimelines(engine);
    const { store } = timelines.acquire(channel, left, at(200));
    await vi.waitFor(() => expect(store.getState().status).toBe('open'));
    timelines.older(channel, left);
    await vi.waitFor(() => expect(span(store.getState())[0]).toBe(1));
    expect(store.getState().hasOlder).toBe(false);
    timelines.leave(channel, left);
    expect(span(store.getState())).toEqual([4_901, 5_000]);
  });

  it('keeps what it reads when so much comes that the newest part begins anew', async () => {
    const { engine, log, tell } = engineWith(1_000);
    const timelines = createTimelines(engine);
    const [reads, follows] = [timelines.acquire(channel, left, at(950)).store, timelines.acquire(channel, right).store];
    await vi.waitFor(() => expect(reads.getState().status).toBe('open'));
    log.count = 3_000;
    tell({ channel, type: 'reset', snapshot: { channel, events: run(2_901, 3_000), hasOlder: true, atNewest: true } });
    expect(span(follows.getState())).toEqual([2_901, 3_000]);
    expect(span(reads.getState())).toEqual([901, 1_000]);
    expect(reads.getState().newer).toBe('idle');
    timelines.newer(channel, left);
    await vi.waitFor(() => expect(span(reads.getState())).toEqual([901, 1_500]));
  });

  it('waits a moment for what is not here yet, and then begins at the newest', async () => {
    vi.useFakeTimers();
    const { engine, log } = engineWith(5_000);
    log.missing = true;
    const timelines = createTimelines(engine);
    const { store } = timelines.acquire(channel, left, at(200));
    await vi.advanceTimersByTimeAsync(PATIENCE_MS - 1);
    expect(store.getState().status).toBe('opening');
    await vi.advanceTimersByTimeAsync(1);
    expect(span(store.getState())).toEqual([4_901, 5_000]);
    const late = timelines.acquire(channel, right, at(200)).store;
    await vi.advanceTimersByTimeAsync(PATIENCE_MS - 1);
    log.missing = false;
    await vi.advanceTimersByTimeAsync(1);
    expect(span(late.getState())).toEqual([200 - AROUND / 2, 200 + AROUND / 2 - 1]);
    vi.useRealTimers();
  });
});
