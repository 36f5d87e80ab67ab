/** A window of its own for a pane, while another desk may be shown in between. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { grid, PaneId } from '../../shared/layout.ts';
import { createFakeEngine } from '../client/fake-engine.ts';
import type { EngineClient } from '../state/engine.ts';
import { useLayout } from '../state/layout.ts';
import { useMoves } from '../state/moves.ts';
import { toNewWindow } from './moving.ts';

const PANES = ['a', 'b'].map((id) => PaneId.parse(id));

/** Tears the first pane off; `meanwhile` happens while the engine stores it. */
async function tearOff(meanwhile: (become: (window: string | null) => void) => void) {
  const fake = createFakeEngine(undefined, 'morning');
  const engine: EngineClient = {
    ...fake,
    get window() {
      return fake.window;
    },
    async call(name, input) {
      const answer = await fake.call(name, input);
      if (name === 'movePanes') meanwhile(fake.become);
      return answer;
    },
  };
  const opened: string[] = [];
  const windows = {
    fresh: () => 'torn-1',
    open: async (name: string) => void opened.push(name),
    isAt: null,
    raise: () => {},
    close: () => {},
    endsEmpty: false,
  };
  await toNewWindow({ engine, windows }, PANES.slice(0, 1));
  return { opened, forgotten: fake.calls.filter(({ name }) => name === 'forgetWindow').map(({ input }) => input) };
}

beforeEach(() => {
  vi.stubGlobal('window', { outerWidth: 800, outerHeight: 600 });
  vi.stubGlobal('document', { querySelector: () => null });
  vi.stubGlobal('CSS', { escape: (text: string) => text });
  const root = grid(
    PANES.map((id) => ({ kind: 'empty' as const, id })),
    2,
  );
  useLayout.setState({ window: 'morning', layout: { version: 1, root, active: null } });
});
afterEach(() => {
  useLayout.setState({ window: null, layout: null });
  useMoves.setState({ problem: null });
  vi.unstubAllGlobals();
});

test('A3 a pane that is torn off gets a window', async () => {
  expect(await tearOff(() => {})).toEqual({ opened: ['torn-1'], forgotten: [] });
  expect(useMoves.getState().problem).toBeNull();
});

test.each([[null], ['evening']])('A7 no window is opened for it on another desk that is shown meanwhile (%s)', async (now) => {
  expect(await tearOff((become) => become(now))).toEqual({ opened: [], forgotten: [{ window: 'torn-1' }] });
  expect(useMoves.getState().problem?.code).toBe('unavailable');
});
