import { expect, test } from 'vitest';
import type { DesktopApi, DesktopPushes } from '../../shared/desktop-api.ts';
import type { EnginePushes } from '../../shared/engine-api.ts';
import { defaultSettings } from '../../shared/settings.ts';
import type { EngineClient } from '../client/engine-client.ts';
import { engineStart, relay } from './relay.ts';

const server = 'https://chat.example.com';

/** A main process that notes what it is asked, and refuses what it is told to. */
function desktopThat(refuses: string[] = []): {
  desktop: DesktopApi;
  asked: unknown[];
  close: (window: string) => void;
} {
  const asked: unknown[] = [];
  const answers: Record<string, unknown> = { loadSecret: { secret: 'kept' } };
  const call = async (name: string, input: unknown): Promise<unknown> => {
    asked.push([name, input]);
    if (refuses.includes(name)) throw new Error('refused');
    return answers[name] ?? {};
  };
  let closed: ((push: DesktopPushes['closed']) => void) | undefined;
  const on: DesktopApi['on'] = (name, listener) => {
    if (name === 'closed') closed = listener as (push: DesktopPushes['closed']) => void;
    return () => undefined;
  };
  return { desktop: { call: call as DesktopApi['call'], on }, asked, close: (window) => closed?.({ window }) };
}

/** An engine that says what it is told to say. */
function engine(): {
  client: EngineClient;
  attach: (epoch: string) => void;
  say: <N extends 'secret' | 'badge' | 'frame'>(name: N, push: EnginePushes[N]) => void;
} {
  const heard = new Map<string, (push: never) => void>();
  const attached: ((answer: never) => void)[] = [];
  return {
    client: {
      window: 'anchor',
      call: () => Promise.reject(new Error('not expected')),
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
      for (const listener of attached) listener({ engine: epoch, shared: { settings: defaultSettings } } as never);
    },
    say: (name, push) => heard.get(name)?.(push as never),
  };
}

test('an engine starts with the secret that the main process has now', async () => {
  const { desktop } = desktopThat();
  expect(await engineStart(desktop, { server, version: '1.2.3', window: 'anchor', alwaysOnTop: false })).toEqual({
    server,
    client: 'desktop 1.2.3',
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
  attach('two');
  expect(asked).toEqual([
    ['engineReady', { epoch: 'one' }],
    ['settings', { settings: defaultSettings }],
    ['saveSecret', { server, secret: null }],
    ['badge', { unread: 4, mentions: 1 }],
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
  const { desktop, close } = desktopThat();
  const { client } = engine();
  const asked: unknown[] = [];
  const call: EngineClient['call'] = (name, input) => {
    asked.push([name, input]);
    return new Promise(() => {});
  };
  relay({ ...client, call }, desktop, (what) => expect.unreachable(what));
  close('torn-1');
  expect(asked).toEqual([['forgetWindow', { window: 'torn-1' }]]);
});
