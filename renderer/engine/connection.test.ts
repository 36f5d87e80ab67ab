import { describe, expect, test } from 'vitest';
import { LONGEST_DELAY_MS } from '../../shared/backoff.ts';
import { MullionError, problem } from '../../shared/errors.ts';
import type { Grant, PushName } from '../../shared/protocol.ts';
import { createFakeEngine } from '../client/fake-engine.ts';
import { fakeClock } from '../testing/fake-clock.ts';
import { fakeWire } from '../testing/fake-wire.ts';
import { type ConnectionState, createConnection, type PushHandlers } from './connection.ts';

const me = createFakeEngine().person('mara');

function setUp(authorize?: (renew?: 'renew') => Promise<Grant>) {
  const clock = fakeClock();
  const wire = fakeWire();
  const states: ConnectionState[] = [];
  const pushes: PushName[] = [];
  const logged: string[] = [];
  let signIn = true;
  let tokens = 0;
  const note = (name: PushName) => () => void pushes.push(name);
  const onPush: PushHandlers = {
    events: note('events'),
    heads: note('heads'),
    channel: note('channel'),
    gone: note('gone'),
    presence: note('presence'),
    read: note('read'),
    resync: note('resync'),
    condition: note('condition'),
    bye: note('bye'),
  };
  const connection = createConnection({
    server: 'http://127.0.0.1:1',
    client: 'test',
    openWire: wire.open,
    clock,
    random: () => 0.5,
    log: (_level, message) => void logged.push(message),
    authorize:
      authorize ??
      (async (renew) => {
        if (renew) tokens += 1;
        return { access: `token ${tokens}`, accessExpiresAt: clock.now() + 1e6, now: clock.now(), me };
      }),
    maySignIn: () => signIn,
    onState: (state) => void states.push(state),
    onPush,
  });
  return { clock, wire, states, pushes, logged, connection, endSignIn: () => (signIn = false) };
}

describe('the connection', () => {
  test('waits longer and longer between tries, never longer than half a minute, and begins anew once it is proven', async () => {
    const { clock, wire, states, connection } = setUp();
    connection.start();
    const waits: number[] = [];
    for (let n = 0; n < 10; n += 1) {
      await clock.advance(0);
      wire.down();
      const state = states.at(-1);
      if (state?.state !== 'waiting') throw new Error('not waiting');
      waits.push(state.retryAt - clock.now());
      await clock.advance(state.retryAt - clock.now());
    }
    expect(waits).toEqual(waits.toSorted((a, b) => a - b));
    expect(Math.max(...waits)).toBeLessThanOrEqual(LONGEST_DELAY_MS);
    expect(waits[0]).toBeLessThan(1000);
    wire.up();
    connection.proven();
    wire.down();
    expect(states.at(-1)).toMatchObject({ state: 'waiting', retryAt: clock.now() + (waits[0] ?? 0) });
  });

  test('asked to reconnect, does not wait', async () => {
    const { clock, wire, connection } = setUp();
    connection.start();
    await clock.advance(0);
    wire.down();
    connection.reconnect();
    await clock.advance(0);
    expect(wire.connections).toHaveLength(2);
  });

  test('before the computer sleeps it ends in good order, without waiting for what is not answered, and is up at once after it', async () => {
    const { clock, wire, states, connection } = setUp();
    connection.start();
    await clock.advance(0);
    wire.up();
    const call = connection.call('read', {} as never);
    connection.sleep();
    await expect(call).rejects.toMatchObject({ code: 'offline' });
    expect([wire.last().closed, connection.isUp()]).toEqual([true, false]);
    await clock.advance(20_000);
    expect(wire.connections).toHaveLength(1);
    connection.wake();
    await clock.advance(0);
    expect(wire.connections).toHaveLength(2);
    wire.up();
    expect(states.at(-1)).toEqual({ state: 'up' });
  });

  test('a computer that never slept is connected again all the same; one that woke without having said that it sleeps, anew', async () => {
    const { clock, wire, connection } = setUp();
    connection.start();
    await clock.advance(0);
    wire.up();
    connection.sleep();
    await clock.advance(60_000);
    expect(wire.connections).toHaveLength(2);
    wire.up();
    connection.wake();
    await clock.advance(0);
    expect([wire.connections.length, wire.connections[1]?.closed]).toEqual([3, true]);
  });

  test('who is not signed in, or left, is connected by no waking', async () => {
    const { clock, wire, connection } = setUp();
    connection.wake();
    connection.start();
    await clock.advance(0);
    connection.stop();
    connection.sleep();
    connection.wake();
    await clock.advance(120_000);
    expect(wire.connections).toHaveLength(1);
  });

  test('renews a refused token once, and does not hammer when the new one is refused too', async () => {
    const { clock, wire, states, connection } = setUp();
    connection.start();
    await clock.advance(0);
    wire.down(problem('token-expired'));
    await clock.advance(0);
    expect(wire.connections.map(({ handshake }) => handshake.token)).toEqual(['token 0', 'token 1']);
    wire.down(problem('token-expired'));
    await clock.advance(0);
    expect(wire.connections).toHaveLength(2);
    expect(states.at(-1)?.state).toBe('waiting');
  });

  test.each(['protocol-too-old', 'protocol-too-new', 'disabled'] as const)(
    'refused for good (%s), it does not try again by itself',
    async (code) => {
      const { clock, wire, states, connection } = setUp();
      connection.start();
      await clock.advance(0);
      wire.down(problem(code));
      await clock.advance(3_600_000);
      expect(wire.connections).toHaveLength(1);
      expect(states.at(-1)).toMatchObject({ state: 'refused', problem: { code } });
      connection.reconnect();
      await clock.advance(0);
      expect(wire.connections).toHaveLength(2);
    },
  );

  test('what the server says before it closes is the reason', async () => {
    const { clock, wire, states, connection } = setUp();
    connection.start();
    await clock.advance(0);
    wire.up();
    wire.push('bye', problem('unavailable', 'The server restarts.', 9000));
    wire.down();
    const state = states.at(-1);
    expect(state).toMatchObject({ state: 'waiting', problem: { message: 'The server restarts.' } });
    expect(state?.state === 'waiting' && state.retryAt - clock.now()).toBeGreaterThanOrEqual(9000);
  });

  test('without a sign-in it asks for one instead of trying', async () => {
    const refused = setUp(() => Promise.reject(new MullionError('token-invalid')));
    refused.endSignIn();
    refused.connection.start();
    await refused.clock.advance(3_600_000);
    expect(refused.states.at(-1)).toMatchObject({ state: 'signed-out', problem: { code: 'token-invalid' } });
    expect(refused.wire.connections).toHaveLength(0);
  });

  test('a call that is not answered ends in time, one under way ends with its connection, one without any at once', async () => {
    const { clock, wire, connection } = setUp();
    await expect(connection.call('people', { ids: [] })).rejects.toMatchObject({ code: 'offline' });
    connection.start();
    await clock.advance(0);
    wire.up();
    const slow = expect(connection.call('people', { ids: [] })).rejects.toMatchObject({ code: 'timeout' });
    await clock.advance(20_000);
    await slow;
    const cut = expect(connection.call('people', { ids: [] })).rejects.toMatchObject({ code: 'offline' });
    wire.down();
    await cut;
  });

  test('an answer is taken only in its shape, a refusal as it was told', async () => {
    const { clock, wire, connection } = setUp();
    connection.start();
    await clock.advance(0);
    wire.up();
    const good = connection.call('people', { ids: [] });
    wire.answer('people', { ok: true, value: { people: [me], firms: [] } });
    expect((await good).people).toEqual([me]);
    const strange = connection.call('people', { ids: [] });
    wire.answer('people', { ok: true, value: { people: 'many' } });
    await expect(strange).rejects.toMatchObject({ code: 'internal' });
    const refused = connection.call('people', { ids: [] });
    wire.answer('people', { ok: false, error: problem('rate-limited', 'Slowly.', 50) });
    await expect(refused).rejects.toMatchObject({ problem: { code: 'rate-limited', message: 'Slowly.', retryAfterMs: 50 } });
  });

  test('a push of another shape is noted and ignored', async () => {
    const { clock, wire, pushes, logged, connection } = setUp();
    connection.start();
    await clock.advance(0);
    wire.up();
    wire.push('gone', { channel: 7 });
    wire.push('resync', {});
    expect(pushes).toEqual(['resync']);
    expect(logged.join()).toContain('gone');
  });

  test('a connection that has gone silent is given up', async () => {
    const { clock, wire, states, connection } = setUp();
    connection.start();
    await clock.advance(0);
    wire.up();
    await clock.advance(30_000);
    wire.push('resync', {});
    await clock.advance(30_000);
    expect(connection.isUp()).toBe(true);
    await clock.advance(10_000);
    expect(connection.isUp()).toBe(false);
    expect(states.some((state) => state.state === 'waiting')).toBe(true);
    expect(wire.connections[0]?.closed).toBe(true);
  });
});
