import { describe, expect, test } from 'vitest';
import type { DesktopApi, DesktopPushes } from '../../shared/desktop-api.ts';
import { nextEpoch } from './epoch.ts';
import { claimByLock, leaveName, nameIn, ticketIn, windowName } from './tab.ts';

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

  test('keeps its name over a reload, also when a busy machine takes long to end the page before', async () => {
    const browser = browserWith();
    const tab = storage();
    const first = browser.page();
    const name = await first.name(tab);
    leaveName(tab);
    setTimeout(first.close, 20 * UNTOLD_MS);
    expect(await browser.page().name(tab)).toBe(name);
  });

  test('keeps its name when its page crashed', async () => {
    const browser = browserWith();
    const tab = storage();
    const first = browser.page();
    const name = await first.name(tab);
    first.close();
    expect(await browser.page().name(tab)).toBe(name);
  });

  test('that is another has a name of its own', async () => {
    const browser = browserWith();
    expect(await browser.page().name(storage())).not.toBe(await browser.page().name(storage()));
  });

  test('that was duplicated has a name of its own, and keeps that over a reload', async () => {
    const browser = browserWith();
    const tab = storage();
    const name = await browser.page().name(tab);
    const copy = storage(tab.kept);
    const copied = browser.page();
    const own = await copied.name(copy);
    expect(own).not.toBe(name);
    leaveName(copy);
    copied.close();
    expect(await browser.page().name(copy)).toBe(own);
    const third = await browser.page().name(storage(copy.kept));
    expect([name, own]).not.toContain(third);
  });

  test('has a name even where the browser keeps nothing and locks nothing', async () => {
    const forbid = (): never => {
      throw new Error('forbidden');
    };
    const denied = claimByLock({ request: () => Promise.reject(new Error('forbidden')) });
    expect(await windowName({ getItem: forbid, setItem: forbid, removeItem: forbid }, () => 'one', denied)).toBe('tab-one');
  });
});

describe('A3 a tab that is opened for panes of another', () => {
  test('is told its name by its address; what is none of such a tab’s is not believed', () => {
    expect(nameIn('#window=torn-1')).toBe('torn-1');
    for (const other of ['', '#window=main', '#window=torn-../x', '#ticket=torn-1', `#window=torn-${'x'.repeat(80)}`])
      expect(nameIn(other)).toBeNull();
  });

  test('keeps it; a copy of it gets one of its own', async () => {
    const tab = storage();
    const taken = new Set<string>();
    const claim = async (name: string) => !taken.has(name) && taken.add(name).has(name);
    expect(await windowName(tab, () => 'own', claim, 'torn-1')).toBe('torn-1');
    expect(tab.kept.get('mullion.window')).toBe('torn-1');
    expect(await windowName(storage(tab.kept), () => 'own', claim)).toBe('tab-own');
  });
});

/** What a tab keeps for its session; a duplicated tab begins with a copy of it. */
function storage(copied: ReadonlyMap<string, string> = new Map()) {
  const kept = new Map(copied);
  return {
    kept,
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: (key: string) => void kept.delete(key),
  };
}

/** A test has less patience than a person (ms): with a page that did not say that it goes. */
const UNTOLD_MS = 5;

/** A browser's locks, as far as names of windows need them: each is held by one page, and given back when that closes. */
function browserWith() {
  const queues = new Map<string, (() => void)[]>();
  let made = 0;
  return {
    page() {
      let closed = (): void => undefined;
      const own = new Promise<void>((resolve) => {
        closed = resolve;
      });
      const request = async (name: string, { ifAvailable, signal }: LockOptions, held: (lock: unknown) => unknown) => {
        const queue = queues.get(name);
        if (queue && ifAvailable) {
          held(null);
          return;
        }
        if (queue) {
          await new Promise<void>((resolve, reject) => {
            queue.push(resolve);
            signal?.addEventListener('abort', () => {
              queue.splice(queue.indexOf(resolve), 1);
              reject(signal.reason);
            });
          });
        } else queues.set(name, []);
        held({ name });
        await own;
        const next = queues.get(name)?.shift();
        if (next) next();
        else queues.delete(name);
      };
      const claim = claimByLock({ request: request as LockManager['request'] });
      return {
        name: (tab: ReturnType<typeof storage>) =>
          windowName(
            tab,
            () => {
              made += 1;
              return String(made);
            },
            (name, patienceMs) => claim(name, patienceMs / 100),
          ),
        close: () => closed(),
      };
    },
  };
}
