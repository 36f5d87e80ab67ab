import { afterEach, describe, expect, test } from 'vitest';
import { MullionError } from './errors.ts';
import { askRpc, PortClosed, type RpcAsker, type RpcServer, serveRpc } from './rpc.ts';
import { z } from './schema.ts';

type Inputs = { double: { n: number }; fail: { how: 'refuse' | 'break' }; never: Record<string, never> };
type Outputs = { double: { n: number }; fail: Record<string, never>; never: Record<string, never> };
type Pushes = { tick: { n: number }; other: { n: number } };

const ends: (() => void)[] = [];
afterEach(() => {
  for (const end of ends.splice(0)) end();
});

function setUp(onPush: (name: string, push: unknown) => void = () => {}) {
  const { port1, port2 } = new MessageChannel();
  const bad: string[] = [];
  const ids: string[] = [];
  let left = 0;
  const server: RpcServer<Pushes> = serveRpc<Inputs, Outputs, Pushes>(port2, {
    inputs: {
      double: z.object({ n: z.number() }),
      fail: z.object({ how: z.enum(['refuse', 'break']) }),
      never: z.record(z.string(), z.never()),
    },
    handlers: {
      async double({ n }, id) {
        ids.push(id);
        return { n: n * 2 };
      },
      async fail({ how }) {
        if (how === 'refuse') throw new MullionError('read-only', 'No.', { retryAfterMs: 5 });
        throw new Error('a secret of the inside');
      },
      never: () => new Promise(() => {}),
    },
    onBadMessage: (reason) => void bad.push(reason),
    onLeave: () => {
      left += 1;
    },
  });
  const asker: RpcAsker<Inputs, Outputs> = askRpc<Inputs, Outputs>(port1, {
    isPush: (name) => name === 'tick',
    onPush,
    onBadMessage: (reason) => void bad.push(reason),
  });
  ends.push(() => asker.close(), server.close);
  return { port1, server, asker, bad, ids, left: () => left };
}

describe('calls over a port', () => {
  test('are answered, and keep the asker’s id', async () => {
    const { asker, ids } = setUp();
    expect(await asker.call('double', { n: 21 }, 'my id')).toEqual({ n: 42 });
    expect(ids).toEqual(['my id']);
    await asker.ping();
  });

  test('are refused in words; what breaks inside is not told', async () => {
    const { asker, bad } = setUp();
    await expect(asker.call('fail', { how: 'refuse' }, '1')).rejects.toMatchObject({
      problem: { code: 'read-only', message: 'No.', retryAfterMs: 5 },
    });
    await expect(asker.call('fail', { how: 'break' }, '2')).rejects.toMatchObject({ code: 'internal' });
    expect(bad).toEqual(['call fail failed']);
  });

  test('with bad input, an unknown name or no shape at all bring nothing down', async () => {
    const { port1, asker, bad } = setUp();
    for (const message of [
      null,
      7,
      'x',
      {},
      { t: 'call' },
      { t: 'call', id: 'a', name: 'toString', input: {} },
      [],
      { t: 'delivered', n: 99 },
    ])
      port1.postMessage(message);
    port1.postMessage({ t: 'call', id: 'b', name: 'double', input: { n: 'many' } });
    expect(await asker.call('double', { n: 1 }, 'c')).toEqual({ n: 2 });
    expect(bad).toHaveLength(6);
  });

  test('that had no answer when the port closed say so, so that they can be asked again', async () => {
    const { asker, left } = setUp();
    const waiting = expect(asker.call('never', {}, '1')).rejects.toBeInstanceOf(PortClosed);
    await asker.ping();
    asker.close('leave');
    await waiting;
    await expect(asker.call('double', { n: 1 }, '2')).rejects.toBeInstanceOf(PortClosed);
    await expect(asker.ping()).rejects.toBeInstanceOf(PortClosed);
    await expect.poll(left).toBe(1);
  });
});

describe('pushes over a port', () => {
  test('are told back once they were delivered, also when a listener fails', async () => {
    const heard: unknown[] = [];
    const { server, asker, bad } = setUp((_name, push) => {
      heard.push(push);
      if (heard.length === 2) throw new Error('a listener');
    });
    const delivered: number[] = [];
    for (const n of [1, 2, 3]) server.push('tick', { n }, () => void delivered.push(n));
    server.push('other', { n: 4 });
    await expect.poll(() => delivered).toEqual([1, 2, 3]);
    await asker.ping();
    expect(heard).toEqual([{ n: 1 }, { n: 2 }, { n: 3 }]);
    expect(bad).toEqual(['a listener of tick failed', 'not a push of ours']);
  });
});
