import { expect, test } from 'vitest';
import type { EngineStart } from '../../shared/engine-api.ts';
import { type EnginePort, hostEngines } from './host.ts';

const start: EngineStart = { server: 'http://127.0.0.1:1', client: 'test', session: { kind: 'secret', secret: 's' } };

/** An engine at the other end of a channel, which answers `attach` with its epoch. */
function engine(epoch: string): {
  port: EnginePort;
  heard: unknown[];
  push: (name: string, push: unknown) => void;
  die: () => void;
} {
  const { port1, port2 } = new MessageChannel();
  const heard: unknown[] = [];
  let died = (): void => undefined;
  const closed = new Promise<void>((resolve) => {
    died = resolve;
  });
  port2.onmessage = ({ data }) => {
    heard.push(data);
    if (data.t === 'call')
      port2.postMessage({ t: 'answer', id: data.id, result: { ok: true, value: { engine: epoch, shared: {} } } });
  };
  return {
    port: { rpc: port1, closed },
    heard,
    push: (name, push) => port2.postMessage({ t: 'push', n: 1, name, push }),
    die() {
      port1.close();
      died();
    },
  };
}

/** A list that can be waited for. */
function gathering<T>(): { add: (item: T) => Promise<void>; next: () => Promise<T> } {
  const items: T[] = [];
  const waiting: ((item: T) => void)[] = [];
  return {
    async add(item) {
      const first = waiting.shift();
      if (first) first(item);
      else items.push(item);
    },
    next() {
      const [item] = items.splice(0, 1);
      return item === undefined ? new Promise((resolve) => waiting.push(resolve)) : Promise.resolve(item);
    },
  };
}

test('the anchor starts the engine, tells its epoch, relays what only it may, and makes the next one when it dies', async () => {
  const engines = [engine('one'), engine('two')];
  const [one, two] = engines;
  if (!one || !two) throw new Error('no engine');
  const epochs = gathering<string>();
  const secrets = gathering<unknown>();
  const badges = gathering<unknown>();
  const stop = new AbortController();
  let at = 0;
  const hosting = hostEngines(
    {
      open() {
        const next = engines[at];
        at += 1;
        if (!next) throw new Error('no further engine');
        return next.port;
      },
      start: async () => start,
      ready: epochs.add,
      keepSecret: secrets.add,
      showBadge: badges.add,
      rest: async () => undefined,
      failed: (what, error) => {
        throw new Error(what, { cause: error });
      },
    },
    stop.signal,
  );
  expect(await epochs.next()).toBe('one');
  expect(one.heard[0]).toEqual(start);
  expect(one.heard[1]).toMatchObject({ t: 'call', name: 'attach', input: { window: 'anchor', role: 'anchor' } });

  one.push('secret', { server: start.server, secret: 'new' });
  expect(await secrets.next()).toEqual({ server: start.server, secret: 'new' });
  one.push('badge', { unread: 3, mentions: 1 });
  expect(await badges.next()).toEqual({ unread: 3, mentions: 1 });

  one.die();
  expect(await epochs.next()).toBe('two');
  expect(two.heard[0]).toEqual(start);
  stop.abort();
  two.die();
  await hosting;
});

test('an engine that cannot be made is told, and tried again', async () => {
  const told = gathering<string>();
  const epochs = gathering<string>();
  const made = engine('one');
  const stop = new AbortController();
  let tries = 0;
  const hosting = hostEngines(
    {
      open: () => made.port,
      async start() {
        tries += 1;
        if (tries === 1) throw new Error('no keychain');
        return start;
      },
      ready: epochs.add,
      keepSecret: async () => undefined,
      showBadge: async () => undefined,
      rest: async () => undefined,
      failed: (what) => void told.add(what),
    },
    stop.signal,
  );
  expect(await told.next()).toBe('the engine could not be made');
  expect(await epochs.next()).toBe('one');
  stop.abort();
  made.die();
  await hosting;
});
