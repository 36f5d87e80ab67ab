import { describe, expect, test } from 'vitest';
import type { DesktopApi, DesktopPushes } from '../../shared/desktop-api.ts';
import { nextEpoch } from './epoch.ts';
import { ticketIn, windowName } from './tab.ts';

/** A main process that has an engine when told so. */
function desktopWith(epoch: string | null): { desktop: DesktopApi; up: (epoch: string) => void; listeners: () => number } {
  const listeners = new Set<(push: DesktopPushes['engine']) => void>();
  const call = async (name: string): Promise<unknown> => {
    if (name !== 'engine') throw new Error(`not expected: ${name}`);
    return { epoch };
  };
  return {
    desktop: {
      call: call as DesktopApi['call'],
      on(_name, listener) {
        const heard = listener as (push: DesktopPushes['engine']) => void;
        listeners.add(heard);
        return () => void listeners.delete(heard);
      },
    },
    up(fresh) {
      for (const listener of [...listeners]) listener({ epoch: fresh });
    },
    listeners: () => listeners.size,
  };
}

describe('a window waits for the engine', () => {
  test('that is up already', async () => {
    const { desktop, listeners } = desktopWith('one');
    expect(await nextEpoch(desktop, null)).toBe('one');
    expect(listeners()).toBe(0);
  });

  test('that comes up later', async () => {
    const { desktop, up } = desktopWith(null);
    const next = nextEpoch(desktop, null);
    up('one');
    expect(await next).toBe('one');
  });

  test('that comes after the one it has lost, whose death the main process has not heard of yet', async () => {
    const { desktop, up, listeners } = desktopWith('one');
    const next = nextEpoch(desktop, 'one');
    up('one');
    up('two');
    expect(await next).toBe('two');
    expect(listeners()).toBe(0);
  });

  test('and hears of a refusal', async () => {
    const { desktop } = desktopWith(null);
    const refusing: DesktopApi = { ...desktop, call: () => Promise.reject({ code: 'not-allowed', message: 'no' }) };
    await expect(nextEpoch(refusing, null)).rejects.toEqual({ code: 'not-allowed', message: 'no' });
  });
});

describe('a browser tab', () => {
  test('finds the ticket in its address', () => {
    expect(ticketIn('#ticket=a%2Bb')).toBe('a+b');
    expect(ticketIn('#other=1&ticket=x')).toBe('x');
    expect(ticketIn('#ticket=')).toBeNull();
    expect(ticketIn('')).toBeNull();
  });

  test('keeps its name over a reload, and each tab has its own', () => {
    const kept = new Map<string, string>();
    const store = {
      getItem: (key: string) => kept.get(key) ?? null,
      setItem: (key: string, value: string) => void kept.set(key, value),
    };
    const name = windowName(store, () => 'one');
    expect(windowName(store, () => 'two')).toBe(name);
    expect(windowName({ getItem: () => null, setItem: () => undefined }, () => 'two')).not.toBe(name);
  });

  test('has a name even where the browser keeps nothing', () => {
    const forbid = (): never => {
      throw new Error('forbidden');
    };
    expect(windowName({ getItem: forbid, setItem: forbid }, () => 'one')).toBe('tab-one');
  });
});
