import { expect, test, vi } from 'vitest';
import type { DesktopApi } from '../../shared/desktop-api.ts';
import { hearTurns } from './turns.ts';

function rig() {
  const heard = new Map<string, (push: never) => void>();
  const calls: unknown[] = [];
  const call = async (name: string, input: unknown): Promise<unknown> => {
    calls.push([name, input]);
    return {};
  };
  const desktop: DesktopApi = {
    call: call as DesktopApi['call'],
    on(name, listener) {
      heard.set(name, listener as (push: never) => void);
      return () => undefined;
    },
  };
  const say = (name: 'leave' | 'become', push: unknown) => heard.get(name)?.(push as never);
  return { turns: hearTurns(desktop), calls, say };
}
const settled = () => new Promise((resolve) => setTimeout(resolve));

test('A7 what is told before anybody follows is not missed, and comes in its order', async () => {
  const { turns, calls, say } = rig();
  say('leave', { turn: 1 });
  say('become', { window: 'b', alwaysOnTop: true });
  const done: unknown[] = [];
  turns.follow({
    leave: async () => void done.push('leave'),
    become: async (window) => void done.push(window),
  });
  await settled();
  expect(done).toEqual(['leave', 'b']);
  expect(calls).toEqual([['left', { turn: 1 }]]);
});

test('A7 the main process hears that a window has let go when it has, not before', async () => {
  const { turns, calls, say } = rig();
  let stored: () => void = () => undefined;
  turns.follow({
    leave: () =>
      new Promise((resolve) => {
        stored = resolve;
      }),
    become: async () => undefined,
  });
  say('leave', { turn: 7 });
  await settled();
  expect(calls).toEqual([]);
  stored();
  await settled();
  expect(calls).toEqual([['left', { turn: 7 }]]);
});

test('A7 a window that could not store everything lets go all the same, and says why in its log', async () => {
  const complaint = vi.spyOn(console, 'error').mockReturnValue();
  const { turns, calls, say } = rig();
  turns.follow({ leave: () => Promise.reject(new Error('disk full')), become: () => Promise.reject(new Error('gone')) });
  say('leave', { turn: 2 });
  say('become', { window: 'b', alwaysOnTop: false });
  await settled();
  expect(calls).toEqual([['left', { turn: 2 }]]);
  expect(complaint).toHaveBeenCalledTimes(2);
  complaint.mockRestore();
});

test('A7 whoever shows whether a window is on top hears it of the new one', () => {
  const { turns, say } = rig();
  const heard: boolean[] = [];
  turns.onBecome(({ alwaysOnTop }) => void heard.push(alwaysOnTop));
  say('become', { window: 'b', alwaysOnTop: true });
  say('become', { window: null, alwaysOnTop: false });
  expect(heard).toEqual([true, false]);
});
