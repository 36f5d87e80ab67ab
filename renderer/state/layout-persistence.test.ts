import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { panesOf } from '../../shared/layout.ts';
import { createFakeEngine } from '../client/fake-engine.ts';
import { connectState } from './connect.ts';
import { editLayout, emptyLayout, freshPaneId, openChannel, useLayout } from './layout.ts';
import { closed, evened, split, withPaneShowing } from './layout-edits.ts';
import { keepLayout } from './layout-persistence.ts';
import { useMe } from './me.ts';

const room = () => ({ width: 1400, height: 900 });
let engine = createFakeEngine();
let stops: (() => void)[] = [];

function start(): void {
  stops = [connectState(engine), keepLayout(engine, room).stop];
}
const saved = () => engine.calls.filter(({ name }) => name === 'saveLayout');

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('window', new EventTarget());
  engine = createFakeEngine();
});
afterEach(() => {
  for (const stop of stops) stop();
  useLayout.setState({ layout: null, problem: null });
  useMe.setState({ me: null });
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe('the layout of a window', () => {
  test('where none is saved, a first desk of one’s channels is made, and saved at once', async () => {
    start();
    await vi.advanceTimersByTimeAsync(0);
    const { layout } = useLayout.getState();
    expect(layout && panesOf(layout.root).length).toBe(engine.shared().channels.length);
    expect(saved().map(({ input }) => input)).toEqual([{ window: 'demo', layout }]);
  });

  test('where one is saved, it is restored, and not saved again', async () => {
    const layout = emptyLayout();
    await engine.call('saveLayout', { window: 'demo', layout });
    start();
    await vi.advanceTimersByTimeAsync(1_000);
    expect(useLayout.getState().layout).toEqual(layout);
    expect(saved()).toHaveLength(1);
  });

  test('many changes in a row to the same panes are saved as one', async () => {
    start();
    await vi.advanceTimersByTimeAsync(1_000);
    openChannel(engine.channel('fx-spot'));
    openChannel(engine.channel('rates-eur'));
    editLayout(evened);
    expect(saved()).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(saved()).toHaveLength(2);
    expect(saved().at(-1)?.input).toEqual({ window: 'demo', layout: useLayout.getState().layout });
  });

  test('a pane that comes, goes or shows another channel is saved at once: a draft may hang on it', async () => {
    start();
    await vi.advanceTimersByTimeAsync(1_000);
    const added = freshPaneId();
    const [first] = panesOf(useLayout.getState().layout?.root ?? emptyLayout().root);
    editLayout((layout) => split(layout, first?.id ?? added, 'right', { kind: 'empty', id: added }));
    expect(saved()).toHaveLength(2);
    editLayout((layout) => withPaneShowing(layout, added, engine.channel('fx-spot')));
    expect(saved()).toHaveLength(3);
    editLayout((layout) => closed(layout, added, freshPaneId()));
    expect(saved()).toHaveLength(4);
    expect(saved().at(-1)?.input).toEqual({ window: 'demo', layout: useLayout.getState().layout });
  });

  test('a window that goes away saves at once', async () => {
    start();
    await vi.advanceTimersByTimeAsync(1_000);
    editLayout(evened);
    openChannel(engine.channel('fx-spot'));
    window.dispatchEvent(new Event('pagehide'));
    expect(saved().at(-1)?.input).toEqual({ window: 'demo', layout: useLayout.getState().layout });
  });

  test('who signs out leaves no layout behind; who signs in again finds it', async () => {
    start();
    await vi.advanceTimersByTimeAsync(1_000);
    const { layout } = useLayout.getState();
    await engine.call('signOut', {});
    expect(useLayout.getState().layout).toBeNull();
    await engine.call('signIn', { ticket: 'again' });
    await vi.advanceTimersByTimeAsync(0);
    expect(useLayout.getState().layout).toEqual(layout);
  });
});
