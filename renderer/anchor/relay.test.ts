import { expect, test } from 'vitest';
import { atTheDesk } from '../../shared/circumstances.ts';
import type { DesktopApi, DesktopPushes, DesktopPushName } from '../../shared/desktop-api.ts';
import type { EnginePushes, Me, Shared } from '../../shared/engine-api.ts';
import { defaultSettings } from '../../shared/settings.ts';
import type { EngineClient } from '../client/engine-client.ts';
import { createSharedState } from '../engine/shared-state.ts';
import { personNamed } from '../testing/log-of.ts';
import { engineStart, relay } from './relay.ts';

const server = 'https://chat.example.com';
const person = personNamed('me');
const { read } = createSharedState({ state: 'signed-out' }, () => undefined);
const shared: Shared = {
  ...read(),
  me: { person: { id: person, name: 'Mara Voss' }, firm: {} } as Me,
  presences: [{ person, status: 'available', note: 'at my desk' }],
};

/** A main process that notes what it is asked, and refuses what it is told to. */
function desktopThat(refuses: string[] = []) {
  const asked: unknown[] = [];
  const answers: Record<string, unknown> = { loadSecret: { secret: 'kept' } };
  const call = async (name: string, input: unknown): Promise<unknown> => {
    asked.push([name, input]);
    if (refuses.includes(name)) throw new Error('refused');
    return answers[name] ?? {};
  };
  const told = new Map<string, (push: never) => void>();
  const on: DesktopApi['on'] = (name, listener) => {
    told.set(name, listener as (push: never) => void);
    return () => undefined;
  };
  const push = <N extends DesktopPushName>(name: N, value: DesktopPushes[N]): void => told.get(name)?.(value as never);
  return { desktop: { call: call as DesktopApi['call'], on }, asked, push };
}

/** An engine that says what it is told to say. */
function engine(): {
  client: EngineClient;
  attach: (epoch: string) => void;
  called: unknown[];
  say: <N extends 'secret' | 'badge' | 'reads' | 'toasts' | 'frame' | 'chose'>(name: N, push: EnginePushes[N]) => void;
} {
  const heard = new Map<string, (push: never) => void>();
  const attached: ((answer: never) => void)[] = [];
  const called: unknown[] = [];
  return {
    called,
    client: {
      window: 'anchor',
      become: () => undefined,
      call: async (name, input) => {
        called.push([name, input]);
        return {} as never;
      },
      on: (name, listener) => {
        heard.set(name, listener as (push: never) => void);
        return () => undefined;
      },
      onAttach: (listener) => {
        attached.push(listener as (answer: never) => void);
        return () => undefined;
      },
      onDetach: () => () => undefined,
    },
    attach(epoch) {
      for (const listener of attached) listener({ engine: epoch, shared: { ...shared, settings: defaultSettings } } as never);
    },
    say: (name, push) => heard.get(name)?.(push as never),
  };
}

test('an engine starts with the secret that the main process has now', async () => {
  const { desktop } = desktopThat();
  expect(await engineStart(desktop, { server, version: '1.2.3', window: 'anchor', alwaysOnTop: false, startedAt: 5 })).toEqual({
    server,
    client: 'desktop 1.2.3',
    startedAt: 5,
    session: { kind: 'secret', secret: 'kept' },
  });
});

test('each engine is announced, and what it cannot do itself is handed on', () => {
  const { desktop, asked } = desktopThat();
  const { client, attach, say } = engine();
  relay(client, desktop, (what) => expect.unreachable(what));
  attach('one');
  say('secret', { server, secret: null });
  say('badge', { unread: 4, mentions: 1 });
  say('toasts', { toasts: [] });
  say('reads', { reads: [] });
  attach('two');
  expect(asked).toEqual([
    ['engineReady', { epoch: 'one' }],
    ['settings', { settings: defaultSettings }],
    ['saveSecret', { server, secret: null }],
    ['badge', { unread: 4, mentions: 1 }],
    ['toasts', { toasts: [] }],
    ['reads', { reads: [] }],
    ['engineReady', { epoch: 'two' }],
    ['settings', { settings: defaultSettings }],
  ]);
});

test('the main process is told the settings, and again when they have changed', () => {
  const { desktop, asked } = desktopThat();
  const { client, attach, say } = engine();
  relay(client, desktop, (what) => expect.unreachable(what));
  attach('one');
  say('frame', {});
  const german = { ...defaultSettings, language: 'de' as const };
  say('frame', { shared: { settings: german } });
  expect(asked.slice(1)).toEqual([
    ['settings', { settings: defaultSettings }],
    ['settings', { settings: german }],
  ]);
});

test('a refusal of the main process is told, and does not end the relay', async () => {
  const { desktop, asked } = desktopThat(['saveSecret']);
  const { client, say } = engine();
  const failed = new Promise((resolve) => relay(client, desktop, resolve));
  say('secret', { server, secret: 'x' });
  expect(await failed).toBe('the secret was not kept');
  say('badge', { unread: 0, mentions: 0 });
  expect(asked).toHaveLength(2);
});

test('a window that was closed is forgotten by the engine', () => {
  const { desktop, push } = desktopThat();
  const { client, called } = engine();
  relay(client, desktop, (what) => expect.unreachable(what));
  push('closed', { window: 'torn-1' });
  expect(called).toEqual([['forgetWindow', { window: 'torn-1' }]]);
});

test('the tray is told what has gathered, once, and nothing that it shows already', () => {
  const { desktop, asked } = desktopThat();
  const { client, attach, say } = engine();
  const waiting: (() => void)[] = [];
  relay(
    client,
    desktop,
    (what) => expect.unreachable(what),
    (task) => waiting.push(task),
  );
  const told = () => asked.flatMap((call) => (Array.isArray(call) && call[0] === 'tray' ? [call[1]] : []));
  const pass = () => {
    for (const task of waiting.splice(0)) task();
  };
  attach('one');
  say('frame', { shared: { presences: [{ person, status: 'busy' }] } });
  say('frame', { shared: { link: { state: 'connecting', since: 1 } } });
  expect(told()).toEqual([]);
  pass();
  expect(told()).toMatchObject([{ name: 'Mara Voss', status: 'busy', chosen: 'busy', link: 'connecting' }]);
  say('frame', { shared: { windows: 3 } });
  say('frame', {});
  pass();
  expect(told()).toHaveLength(1);
  say('frame', { shared: { me: null } });
  pass();
  expect(told()[1]).toMatchObject({ name: null });
});

test('what the main process alone knows reaches the engine, and a presence chosen in the tray keeps its words', () => {
  const { desktop, push, asked } = desktopThat();
  const { client, attach, called, say } = engine();
  relay(client, desktop, (what) => expect.unreachable(what));
  attach('one');
  push('circumstances', { ...atTheDesk, locked: true });
  push('sleep', { asleep: true });
  push('choosePresence', { status: 'busy' });
  push('signOut', {});
  expect(called).toEqual([
    ['circumstances', { ...atTheDesk, locked: true }],
    ['sleep', { asleep: true }],
    ['presence', { status: 'busy', note: 'at my desk' }],
    ['signOut', {}],
  ]);
  say('chose', { status: 'busy' });
  expect(asked.at(-1)).toEqual(['chose', { status: 'busy' }]);
});
