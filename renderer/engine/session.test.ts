import { describe, expect, test } from 'vitest';
import { problem } from '../../shared/errors.ts';
import { createFakeEngine } from '../client/fake-engine.ts';
import { fakeClock } from '../testing/fake-clock.ts';
import { createSession } from './session.ts';

const me = createFakeEngine().person('mara');
const MINUTE_MS = 60_000;

type Asked = { path: string; body: unknown; credentials: string | undefined };

function setUp(kind: 'cookie' | 'secret' = 'secret', secret: string | null = 'first') {
  const clock = fakeClock();
  const asked: Asked[] = [];
  const secrets: (string | null)[] = [];
  let answers: (() => Response | Promise<Response>)[] = [];
  let grants = 0;
  const grant = () => {
    grants += 1;
    const refresh = kind === 'secret' ? { refresh: `secret ${grants}` } : {};
    // The server's clock is an hour ahead of this computer's.
    const now = clock.now() + 60 * MINUTE_MS;
    return Response.json({ access: `access ${grants}`, accessExpiresAt: now + 5 * MINUTE_MS, now, me, ...refresh });
  };
  const session = createSession({
    server: 'http://127.0.0.1:7420',
    session: kind === 'cookie' ? { kind } : { kind, secret },
    clock,
    onSecret: (next) => void secrets.push(next),
    async fetch(input, init) {
      const body: unknown = JSON.parse(String(init?.body));
      asked.push({ path: new URL(String(input)).pathname, body, credentials: init?.credentials });
      const answer = answers.shift() ?? grant;
      return answer();
    },
  });
  return { clock, asked, secrets, session, next: (...list: typeof answers) => (answers = list) };
}
const refuse =
  (code: Parameters<typeof problem>[0], status = 401) =>
  () =>
    Response.json(problem(code), { status });

describe('the session', () => {
  test('uses a token until shortly before it runs out, by the server’s clock', async () => {
    const { clock, asked, session } = setUp();
    expect((await session.grant()).access).toBe('access 1');
    await clock.advance(4 * MINUTE_MS);
    expect((await session.grant()).access).toBe('access 1');
    await clock.advance(MINUTE_MS);
    expect((await session.grant()).access).toBe('access 2');
    expect(asked.map(({ path, body }) => [path, body])).toEqual([
      ['/api/refresh', { refresh: 'first', cookie: false }],
      ['/api/refresh', { refresh: 'secret 1', cookie: false }],
    ]);
  });

  test('renews once for all who ask at the same time, and hands each new secret on', async () => {
    const { asked, secrets, session } = setUp();
    await Promise.all([session.grant(), session.grant(), session.grant('renew')]);
    expect(asked).toHaveLength(1);
    expect(secrets).toEqual(['secret 1']);
  });

  test('a refused refresh token is forgotten, and nobody is asked again', async () => {
    const { asked, secrets, session, next } = setUp();
    next(refuse('token-invalid'));
    await expect(session.grant()).rejects.toMatchObject({ code: 'token-invalid' });
    expect(session.maySignIn()).toBe(false);
    expect(secrets).toEqual([null]);
    await expect(session.grant()).rejects.toMatchObject({ code: 'not-signed-in' });
    expect(asked).toHaveLength(1);
  });

  test('a server that cannot be reached, is busy, or talks nonsense, ends no sign-in', async () => {
    const { session, secrets, next } = setUp();
    next(
      () => Promise.reject(new TypeError('fetch failed')),
      refuse('unavailable', 503),
      () => new Response('<html>bad gateway</html>', { status: 502 }),
      () => Response.json({ access: 7 }),
    );
    for (const code of ['offline', 'unavailable', 'unavailable', 'unavailable'])
      await expect(session.grant()).rejects.toMatchObject({ code });
    expect(session.maySignIn()).toBe(true);
    expect(secrets).toEqual([]);
    expect((await session.grant()).access).toBe('access 1');
  });

  test('signs in, and out, and forgets even when the server cannot be told', async () => {
    const { asked, secrets, session, next } = setUp('secret', null);
    expect(session.maySignIn()).toBe(false);
    await session.signIn({ handle: 'mara', password: 'right' });
    expect(session.maySignIn()).toBe(true);
    next(() => Promise.reject(new TypeError('fetch failed')));
    await expect(session.signOut()).rejects.toMatchObject({ code: 'offline' });
    expect(session.maySignIn()).toBe(false);
    expect(secrets).toEqual(['secret 1', null]);
    expect(asked.at(-1)).toMatchObject({ path: '/api/sign-out', body: { refresh: 'secret 1' } });
  });

  test('in a browser the token stays in the browser’s cookie', async () => {
    const { asked, secrets, session } = setUp('cookie');
    await session.grant();
    expect(asked[0]).toMatchObject({ body: { cookie: true }, credentials: 'include' });
    expect(secrets).toEqual([]);
  });

  test('a wrong password says so and leaves an earlier sign-in as it is', async () => {
    const { session, next } = setUp();
    next(refuse('wrong-credentials'));
    await expect(session.signIn({ handle: 'mara', password: 'wrong' })).rejects.toMatchObject({ code: 'wrong-credentials' });
    expect(session.maySignIn()).toBe(true);
  });
});
