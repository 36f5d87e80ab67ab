/** Panes come and go while a window is about to be another: what is done to the window then would be done to that other one. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { EnginePushes } from '../../shared/engine-api.ts';
import { grid, type Pane, PaneId, panesOf, type Tabs } from '../../shared/layout.ts';
import { createFakeEngine } from '../client/fake-engine.ts';
import type { EngineClient } from './engine.ts';
import { useLayout } from './layout.ts';
import { keepMoves } from './moves.ts';
import { useWindows } from './windows.ts';

const pane = (id: string): Pane => ({ kind: 'empty', id: PaneId.parse(id) });
const cell = (...panes: Pane[]): Tabs => ({ type: 'tabs', selected: 0, panes, weight: 1 });
const shown = () => panesOf(useLayout.getState().layout?.root ?? cell(pane('none'))).map(({ id }) => id);

/** A torn-off window with one pane, and an engine that tells what it is made to tell. */
function tornOff() {
  const fake = createFakeEngine(undefined, 'torn-1');
  let left: ((push: EnginePushes['left']) => void) | undefined;
  let docked: ((push: EnginePushes['docked']) => void) | undefined;
  const engine: EngineClient = {
    ...fake,
    window: 'torn-1',
    on(name, listener) {
      // Which listener it is, is known by the name.
      if (name === 'left') left = listener as typeof left;
      if (name === 'docked') docked = listener as typeof docked;
      return () => undefined;
    },
  };
  const done: string[] = [];
  const own = { raise: () => void done.push('raise'), close: () => void done.push('close'), endsEmpty: true };
  stop = keepMoves(engine, own, () => ({ width: 800, height: 600 }));
  return {
    done,
    lose: (...ids: string[]) => left?.({ panes: ids.map((id) => PaneId.parse(id)) }),
    get: (id: string) => docked?.({ cell: cell(pane(id)), spot: null, drafts: [] }),
  };
}
let stop = (): void => {};

beforeEach(() => {
  vi.stubGlobal('window', Object.assign(new EventTarget(), { setTimeout, clearTimeout }));
  vi.stubGlobal('document', new EventTarget());
  useWindows.setState({ count: 2 });
  useLayout.setState({ window: 'torn-1', layout: { version: 1, root: grid([pane('a')], 1), active: null } });
});
afterEach(() => {
  stop();
  useLayout.setState({ window: null, layout: null });
  useWindows.setState({ count: 1 });
  vi.unstubAllGlobals();
});

test('A3 a window whose last pane has gone to another closes', () => {
  const { done, lose } = tornOff();
  lose('a');
  expect(done).toEqual(['close']);
});

test('A7 one that is about to be another does not close when its last pane leaves it: the other desk would lose that window', () => {
  const { done, lose } = tornOff();
  useLayout.setState({ window: null });
  lose('a');
  expect(shown()).not.toContain('a');
  expect(done).toEqual([]);
  // Shown again, with a pane in it, it does.
  useLayout.setState({ window: 'torn-1', layout: { version: 1, root: grid([pane('b')], 1), active: null } });
  lose('b');
  expect(done).toEqual(['close']);
});

test('A7 a window comes to the front for panes that it is given, unless it is about to be another', () => {
  const { done, get } = tornOff();
  get('b');
  expect(shown()).toContain('b');
  expect(done).toEqual(['raise']);
  useLayout.setState({ window: null });
  get('c');
  expect(done).toEqual(['raise']);
});
