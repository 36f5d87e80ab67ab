import { afterEach, describe, expect, test } from 'vitest';
import { ENGINE_API_VERSION, type EngineStart } from '../../shared/engine-api.ts';
import { connectEngine } from '../client/connect.ts';
import { machine, quiet, startEngine } from '../testing/engine-rig.ts';
import { fakeClock } from '../testing/fake-clock.ts';
import { type Clock, systemClock } from './clock.ts';
import { createEngine, type Engine } from './engine.ts';
import { createHost } from './host.ts';
import { createStores } from './store/open.ts';

const start: EngineStart = { server: 'http://127.0.0.1:9', client: 'test', session: { kind: 'secret', secret: null } };
const ends: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

function hosted(permit: Promise<unknown> = Promise.resolve(), clock: Clock = systemClock) {
  const made: Engine[] = [];
  const host = createHost((begin) => {
    const engine = createEngine({ start: begin, permit, clock, stores: createStores(machine(), quiet) });
    made.push(engine);
    return engine;
  });
  const open = (begin?: EngineStart) => {
    const { port1, port2 } = new MessageChannel();
    const gone = host.accept(port2);
    port2.addEventListener('close', gone);
    if (begin) port1.postMessage(begin);
    return port1;
  };
  const page = (begin?: EngineStart, name = 'one') => {
    const client = connectEngine({ window: name, host: { connect: async () => open(begin) } });
    ends.push(() => client.close());
    return client;
  };
  ends.push(() => Promise.all(made.map((engine) => engine.stop())));
  return { made, open, page };
}

describe('the engine’s host', () => {
  test('makes one engine for all ports, by the first that says how', async () => {
    const { made, page } = hosted();
    const early = page(undefined, 'early');
    const call = early.call('diagnostics', {});
    const first = page(start, 'first');
    const second = page({ ...start, client: 'another' }, 'second');
    const seen = await Promise.all([call, first.call('diagnostics', {}), second.call('diagnostics', {})]);
    expect(made).toHaveLength(1);
    expect(new Set(seen.map(({ engine }) => engine))).toEqual(new Set([made[0]?.id]));
    await expect.poll(async () => (await first.call('diagnostics', {})).ports).toBe(3);
  });

  test('an engine that has to wait for another says that it is connecting, and touches nothing', async () => {
    let permit = () => {};
    const clock = fakeClock();
    const permitted = new Promise<void>((resolve) => {
      permit = resolve;
    });
    const { page } = hosted(permitted, clock);
    const client = page(start);
    const links: string[] = [];
    client.onAttach(({ shared }) => links.push(shared.link.state));
    client.on('frame', ({ shared }) => shared?.link && links.push(shared.link.state));
    await expect.poll(() => clock.advance(400).then(() => links)).toEqual(['connecting']);
    const settings = client.call('loadDrafts', {});
    permit();
    await expect(settings).rejects.toMatchObject({ code: 'not-signed-in' });
    await expect.poll(() => clock.advance(400).then(() => links.at(-1))).toBe('signed-out');
  });

  test('a window of another build is told to reload', async () => {
    const { open } = hosted();
    const port = open(start);
    const told = new Promise<unknown[]>((resolve) => {
      const messages: unknown[] = [];
      port.addEventListener('message', ({ data }) => {
        messages.push(data);
        if (messages.length === 2) resolve(messages);
      });
      port.start();
    });
    port.postMessage({
      t: 'call',
      id: 'a',
      name: 'attach',
      input: { api: ENGINE_API_VERSION + 1, window: 'old', role: 'window' },
    });
    expect(await told).toMatchObject([
      { t: 'push', name: 'outdated' },
      { t: 'answer', result: { ok: false, error: { code: 'protocol-too-old' } } },
    ]);
    port.close();
  });

  test('a window that leaves is forgotten at once', async () => {
    const { page } = hosted();
    const stays = page(start, 'stays');
    const leaves = page(start, 'leaves');
    await leaves.call('diagnostics', {});
    expect((await stays.call('diagnostics', {})).ports).toBe(2);
    leaves.close();
    await expect.poll(async () => (await stays.call('diagnostics', {})).ports).toBe(1);
    await expect(leaves.call('diagnostics', {})).rejects.toMatchObject({ code: 'unavailable' });
  });
});

describe('a page and its engines', () => {
  test('a call that the engine did not live to answer is asked again of the next one', async () => {
    const on = machine();
    const clock = fakeClock();
    const first = startEngine(start.server, on, { clock, permit: new Promise(() => {}) });
    let engine = first;
    let detached = 0;
    const gone: (() => void)[] = [];
    const client = connectEngine({
      window: 'one',
      host: {
        async connect() {
          const { port1, port2 } = new MessageChannel();
          gone.push(engine.attach(port2));
          return port1;
        },
      },
    });
    ends.push(() => client.close());
    client.onDetach(() => {
      detached += 1;
    });
    const attached: string[] = [];
    client.onAttach((to) => attached.push(to.engine));
    await expect.poll(() => clock.advance(400).then(() => attached)).toEqual([first.id]);
    const call = client.call('diagnostics', {});
    const waiting = client.call('loadDrafts', {});
    expect((await call).engine).toBe(first.id);
    engine = startEngine(start.server, on);
    ends.push(() => engine.stop());
    for (const end of gone) end();
    await expect(waiting).rejects.toMatchObject({ code: 'not-signed-in' });
    expect(attached).toEqual([first.id, engine.id]);
    expect(detached).toBe(1);
  });
});
