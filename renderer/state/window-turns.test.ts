/** A window becomes another: nothing of it is ever stored under another's name, and nothing that was done to it is lost. */
import fc from 'fast-check';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { EngineCallName } from '../../shared/engine-api.ts';
import { grid, type Layout, type Pane, PaneId, panesOf } from '../../shared/layout.ts';
import { ChannelId } from '../../shared/model.ts';
import { createFakeEngine } from '../client/fake-engine.ts';
import { connectState } from './connect.ts';
import { draftsOf } from './drafts.ts';
import type { EngineClient } from './engine.ts';
import { editLayout, useLayout } from './layout.ts';
import { activated, split } from './layout-edits.ts';
import { keepLayout, type LayoutKeeper } from './layout-persistence.ts';
import { useMe } from './me.ts';
import { keepLayoutHistory, undoLayout, useLayoutHistory } from './undo-layout.ts';

const WINDOWS = ['a', 'b', 'c'] as const;
type Name = (typeof WINDOWS)[number];
const CHANNEL = ChannelId.parse('0198a0c0-0000-7000-8000-000000000001');
const room = () => ({ width: 1400, height: 900 });

/** Every pane says in its id which window it was made in. */
const paneOf = (window: string, number: number): Pane => ({
  kind: 'timeline',
  id: PaneId.parse(`${window} ${number}`),
  channel: CHANNEL,
});
const windowsIn = (layout: Layout): Set<string> => new Set(panesOf(layout.root).map(({ id }) => id.split(' ')[0] ?? ''));
const idsIn = (layout: Layout | null | undefined) => (layout ? panesOf(layout.root).map(({ id }) => id) : []);

/** An engine on a busy machine: each call is answered when it is let, in the order in which calls came. */
function slowEngine() {
  const fake = createFakeEngine(undefined, 'a');
  const stored = new Map<string, Layout>();
  const waiting: (() => void)[] = [];
  const saves: { window: string; layout: Layout }[] = [];
  const answers = async (name: EngineCallName, input: { window?: string; layout?: Layout }): Promise<unknown> => {
    if (name === 'saveLayout' && input.window && input.layout) {
      saves.push({ window: input.window, layout: input.layout });
      stored.set(input.window, input.layout);
      return {};
    }
    if (name === 'loadLayout') return { layout: stored.get(input.window ?? '') ?? null };
    return fake.call(name, input as never);
  };
  const call = async (name: EngineCallName, input: { window?: string; layout?: Layout }): Promise<unknown> => {
    await new Promise<void>((resolve) => waiting.push(resolve));
    return answers(name, input);
  };
  const client: EngineClient = {
    ...fake,
    get window() {
      return fake.window;
    },
    become: (window) => fake.become(window),
    // The answers above are those that the names ask for.
    call: call as EngineClient['call'],
  };
  const settle = () => vi.advanceTimersByTimeAsync(0);
  return {
    fake,
    client,
    stored,
    saves,
    async let(count: number) {
      for (const answer of waiting.splice(0, count)) {
        answer();
        await settle();
      }
    },
    async all() {
      while (waiting.length > 0) await this.let(1);
      await settle();
    },
  };
}

let stops: (() => void)[] = [];
let rig = slowEngine();
let keeper: LayoutKeeper;
let made = 0;

function begin(): void {
  vi.stubGlobal('window', Object.assign(new EventTarget(), { setTimeout, clearTimeout }));
  vi.stubGlobal('document', new EventTarget());
  rig = slowEngine();
  made = 0;
  for (const window of WINDOWS) rig.stored.set(window, { version: 1, root: grid([paneOf(window, 0)], 1), active: null });
  stops = [keepLayoutHistory(), connectState(rig.fake)];
  keeper = keepLayout(rig.client, room);
  stops.push(keeper.stop);
}
function end(): void {
  for (const stop of stops) stop();
  useLayout.setState({ window: null, layout: null, problem: null });
  useLayoutHistory.setState({ history: { past: [], future: [], sizedAt: null } });
  useMe.setState({ me: null });
}

/** A person makes another pane in what is shown; answers whether it is somebody's. */
function edit(): boolean {
  const { window, layout } = useLayout.getState();
  const [first] = layout ? panesOf(layout.root) : [];
  if (!first || !layout) return false;
  const [shown] = windowsIn(layout);
  made += 1;
  const pane = paneOf(shown ?? '', made);
  editLayout((now) => split(now, first.id, 'right', pane));
  return window !== null;
}

/** Another pane is the active one: a change that is not stored at once. */
function activate(at: number): void {
  editLayout((layout) => activated(layout, idsIn(layout)[at % idsIn(layout).length] ?? PaneId.parse('none')));
}

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  end();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test('A7 in whatever order things happen, a layout is stored under its own window’s name, and nothing done to it is lost', async () => {
  type Step = { do: 'edit' | 'leave' | 'become' | 'let' | 'wait' | 'hide' | 'activate'; at: number };
  const anyStep: fc.Arbitrary<Step> = fc.oneof(
    { weight: 3, arbitrary: fc.record({ do: fc.constant('edit' as const), at: fc.nat(9) }) },
    { weight: 4, arbitrary: fc.record({ do: fc.constantFrom('leave' as const, 'become' as const), at: fc.nat(2) }) },
    { weight: 4, arbitrary: fc.record({ do: fc.constant('let' as const), at: fc.integer({ min: 1, max: 16 }) }) },
    {
      weight: 2,
      arbitrary: fc.record({ do: fc.constantFrom('wait' as const, 'hide' as const, 'activate' as const), at: fc.nat(600) }),
    },
  );
  let saves = 0;
  let turned = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(anyStep, { minLength: 20, maxLength: 50, size: 'max' }), async (steps) => {
      begin();
      await rig.all();
      /** By window: what it was when somebody last did something to it. */
      const must = new Map(rig.stored);
      for (const { do: what, at } of steps) {
        const before = useLayout.getState().window;
        if (what === 'edit') edit();
        else if (what === 'leave') void keeper.leave();
        else if (what === 'become') {
          // The main process never lets a window become another before it has let go.
          void keeper.leave();
          void keeper.become(WINDOWS[at] ?? 'a');
        } else if (what === 'let') await rig.let(at);
        else if (what === 'wait') await vi.advanceTimersByTimeAsync(at);
        else if (what === 'hide') window.dispatchEvent(new Event('pagehide'));
        else activate(at);
        const { window: now, layout } = useLayout.getState();
        if (now !== null && layout) expect([...windowsIn(layout)], 'what is shown is that window’s').toEqual([now]);
        if (now !== null && layout) must.set(now, layout);
        if (now !== null && now !== before) turned += 1;
      }
      void keeper.leave();
      await rig.all();
      await vi.advanceTimersByTimeAsync(2_000);
      for (const { window: name, layout } of rig.saves) expect([...windowsIn(layout)]).toEqual([name]);
      expect(rig.stored).toEqual(must);
      saves += rig.saves.length;
      end();
    }),
    { numRuns: 400 },
  );
  // It has been tried: windows became others while things were stored.
  expect(saves).toBeGreaterThan(300);
  expect(turned).toBeGreaterThan(300);
});

test('A7 a window that lets go says so once what it holds is stored', async () => {
  begin();
  await rig.all();
  edit();
  let left = false;
  void keeper.leave().then(() => {
    left = true;
  });
  await vi.advanceTimersByTimeAsync(10);
  expect(left).toBe(false);
  await rig.all();
  expect(left).toBe(true);
  expect(idsIn(rig.stored.get('a'))).toEqual(['a 0', 'a 1']);
});

test('A7 an engine that is silent holds nobody: the window lets go, and what it holds is stored when there is an engine', async () => {
  begin();
  await rig.all();
  edit();
  const left = vi.fn();
  void keeper.leave().then(left);
  await vi.advanceTimersByTimeAsync(1_000);
  expect(left).toHaveBeenCalled();
  await rig.all();
  expect(idsIn(rig.stored.get('a'))).toEqual(['a 0', 'a 1']);
});

test('A7 what is done after a window has let go is nobody’s', async () => {
  begin();
  await rig.all();
  void keeper.leave();
  await rig.all();
  expect(edit()).toBe(false);
  window.dispatchEvent(new Event('pagehide'));
  await vi.advanceTimersByTimeAsync(1_000);
  await rig.all();
  expect(idsIn(rig.stored.get('a'))).toEqual(['a 0']);
  expect(rig.saves).toEqual([]);
});

test('A7 a window that is no more, and hidden, shows nothing and stores nothing; it can be one again', async () => {
  begin();
  await rig.all();
  void keeper.become(null);
  await rig.all();
  expect(useLayout.getState()).toMatchObject({ window: null, layout: null });
  void keeper.become('b');
  await rig.all();
  expect(idsIn(useLayout.getState().layout)).toEqual(['b 0']);
  expect(rig.fake.window).toBe('b');
});

test('A7 what can be undone belongs to its window, as long as nothing was done to it elsewhere', async () => {
  const become = async (name: Name) => {
    void keeper.leave();
    void keeper.become(name);
    await rig.all();
  };
  begin();
  await rig.all();
  edit();
  await become('b');
  expect(undoLayout()).toBe(false);
  edit();
  await become('a');
  expect(undoLayout()).toBe(true);
  expect(idsIn(useLayout.getState().layout)).toEqual(['a 0']);
  await become('c');
  // Meanwhile another page shows b, and closes what was made there.
  rig.stored.set('b', { version: 1, root: grid([paneOf('b', 0)], 1), active: null });
  await become('b');
  expect(undoLayout()).toBe(false);
});

test('A7 a draft that was written on in another window is shown as it is now, and what was typed here last is kept', async () => {
  begin();
  await rig.all();
  const me = useMe.getState().me?.person.id;
  const drafts = draftsOf(rig.client, me);
  await rig.all();
  const pane = PaneId.parse('b 0');
  drafts.set(pane, CHANNEL, 'begun here');
  void keeper.leave();
  await rig.all();
  await rig.fake.call('saveDraft', { pane, channel: CHANNEL, text: 'gone on elsewhere' });
  void keeper.become('b');
  await rig.all();
  expect(drafts.get(pane, CHANNEL)).toBe('gone on elsewhere');
  const calls = rig.fake.calls.filter(({ name }) => name === 'takeDraft').length;
  void drafts.opened(pane, CHANNEL);
  await rig.all();
  expect(rig.fake.calls.filter(({ name }) => name === 'takeDraft')).toHaveLength(calls);
});
