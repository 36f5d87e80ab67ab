import { decodeJwt } from 'jose';
import { sql } from 'kysely';
import { expect, it } from 'vitest';
import { MullionError, Problem } from '../../shared/errors.ts';
import { Grant } from '../../shared/protocol.ts';
import { z } from '../../shared/schema.ts';
import { createAccessTokens } from '../auth/access-tokens.ts';
import { defaultAttemptLimits } from '../auth/attempts.ts';
import { NOTIFICATIONS } from '../store/changes.ts';
import { Client } from '../testing/client.ts';
import { eachServer } from '../testing/each-server.ts';

const attempts = { ...defaultAttemptLimits, perHandle: 4, slowFrom: 2, slowMs: 100 };

eachServer('signing in', { attempts }, ({ server, connect }) => {
  async function post(path: string, body: unknown, headers: Record<string, string> = {}) {
    const answer = await fetch(`${server().url}/api/${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    });
    return { status: answer.status, body: await answer.json(), headers: answer.headers };
  }
  async function refresh(token: string | undefined) {
    const { status, body } = await post('refresh', { refresh: token });
    return status === 200 ? Grant.parse(body) : Problem.parse(body).code;
  }
  async function signedIn(handle: string): Promise<Grant> {
    const person = await server().addPerson(handle);
    const { ticket } = await server().sessions.ticketFor(person.id);
    return Grant.parse((await post('sign-in', { ticket })).body);
  }
  /** The session that an access token speaks for. */
  const sessionOf = ({ access }: Grant) => z.object({ sid: z.string() }).parse(decodeJwt(access)).sid;
  function granted(grant: Grant | string): Grant {
    if (typeof grant === 'string') throw new Error(`Refused: ${grant}.`);
    return grant;
  }

  it('by name and password gives tokens that open a connection', async () => {
    await server().addPerson('mara', { password: 'a good long one' });
    const { status, body, headers } = await post('sign-in', { handle: 'Mara', password: 'a good long one' });
    expect(status).toBe(200);
    expect(headers.get('cache-control')).toBe('no-store');
    const grant = Grant.parse(body);
    expect(grant.me.handle).toBe('mara');
    const client = await Client.connect(server().url, grant.access);
    expect((await client.ok('sync', { cursors: {} })).me).toEqual(grant.me);
    client.close();
  });

  it('with a wrong password is slowed, then locked for a time; the right one does not unlock it', async () => {
    await server().addPerson('okoye', { password: 'a good long one' });
    const took: number[] = [];
    for (let time = 0; time < 4; time++) {
      const began = performance.now();
      const { status, body } = await post('sign-in', { handle: 'okoye', password: 'wrong' });
      took.push(performance.now() - began);
      expect([status, Problem.parse(body).code]).toEqual([401, 'wrong-credentials']);
    }
    expect(took[3]).toBeGreaterThan(200);
    const { status, body, headers } = await post('sign-in', { handle: 'okoye', password: 'a good long one' });
    expect(status).toBe(429);
    const problem = Problem.parse(body);
    expect(problem.code).toBe('locked');
    expect(problem.retryAfterMs).toBeGreaterThan(60_000);
    expect(Number(headers.get('retry-after'))).toBeGreaterThan(60);
  });

  it('does not tell whether a name exists, nor whether it can sign in', async () => {
    await server().addPerson('without-password');
    await server().addPerson('with-password', { password: 'a good long one' });
    const answers = await Promise.all(
      ['nobody-at-all', 'without-password', 'with-password'].map((handle) => post('sign-in', { handle, password: 'wrong' })),
    );
    const [first, ...others] = answers.map(({ status, body }) => ({ status, body }));
    for (const other of others) expect(other).toEqual(first);
    for (let time = 0; time < 4; time++) await post('sign-in', { handle: 'nobody-at-all', password: 'wrong' });
    expect((await post('sign-in', { handle: 'nobody-at-all', password: 'wrong' })).status).toBe(429);
  });

  it('by a ticket works once', async () => {
    const person = await server().addPerson('ticketed');
    const { ticket } = await server().sessions.ticketFor(person.id);
    const both = await Promise.all([post('sign-in', { ticket }), post('sign-in', { ticket })]);
    expect(both.map(({ status }) => status).sort()).toEqual([200, 401]);
    expect(await post('sign-in', { ticket: 'forged' })).toMatchObject({ status: 401, body: { code: 'ticket-used' } });
  });

  it('goes on by refreshing, also after a crash before the new token was stored', async () => {
    const first = await signedIn('refresher');
    const lost = granted(await refresh(first.refresh));
    const again = granted(await refresh(first.refresh));
    expect(again.refresh).not.toBe(lost.refresh);
    const next = granted(await refresh(again.refresh));
    expect(granted(await refresh(next.refresh)).me.handle).toBe('refresher');
  });

  it('ends for everyone when a token is shown that was replaced and whose successor has been used', async () => {
    const stolen = await signedIn('victim');
    const mine = granted(await refresh(stolen.refresh));
    const client = await Client.connect(server().url, mine.access);
    const newest = granted(await refresh(mine.refresh));
    expect(await refresh(stolen.refresh)).toBe('token-invalid');
    await client.until('the connection is closed', () => client.closed);
    expect(client.told.bye).toEqual([expect.objectContaining({ code: 'token-invalid' })]);
    expect(await refresh(newest.refresh)).toBe('token-invalid');
    await expect(Client.connect(server().url, mine.access)).rejects.toMatchObject({ code: 'token-invalid' });
  });

  it('ends with signing out: its connections too, those of other sessions not', async () => {
    const grant = await signedIn('leaver');
    const [mine, other] = [await Client.connect(server().url, grant.access), await connect(grant.me)];
    expect((await post('sign-out', { refresh: grant.refresh })).status).toBe(200);
    await mine.until('the connection is closed', () => mine.closed);
    expect(await refresh(grant.refresh)).toBe('token-invalid');
    expect(other.closed).toBeUndefined();
    expect((await other.ok('sync', { cursors: {} })).me.handle).toBe('leaver');
  });

  it('ends connections also when word of the end was lost on its way', async () => {
    const grant = await signedIn('unheard');
    const [mine, other] = [await Client.connect(server().url, grant.access), await connect(grant.me)];
    const { queries } = server().database;
    // No word goes out of what is changed past the server; and then the way of such words breaks.
    await queries.updateTable('session').set({ ended_at: Date.now() }).where('id', '=', sessionOf(grant)).execute();
    expect((await mine.ok('sync', { cursors: {} })).me.handle).toBe('unheard');
    const { rows } = await sql`select pg_terminate_backend(pid) from pg_stat_activity
      where datname = current_database() and query = ${`listen ${NOTIFICATIONS}`}`.execute(queries);
    expect(rows.length).toBeGreaterThan(0);
    await mine.until('the connection is closed', () => mine.closed);
    expect(mine.told.bye).toEqual([expect.objectContaining({ code: 'token-invalid' })]);
    expect(other.closed).toBeUndefined();
    expect((await other.ok('sync', { cursors: {} })).me.handle).toBe('unheard');
  });

  it('in the web edition keeps the refresh token in a cookie that no script sees', async () => {
    const person = await server().addPerson('browser');
    const { ticket } = await server().sessions.ticketFor(person.id);
    const { body, headers } = await post('sign-in', { ticket, cookie: true });
    expect(Grant.parse(body).refresh).toBeUndefined();
    const [cookie = ''] = headers.getSetCookie();
    for (const attribute of ['HttpOnly', 'SameSite=Strict', 'Path=/api']) expect(cookie).toContain(attribute);
    const sent = { cookie: cookie.split(';')[0] ?? '' };
    const refreshed = await post('refresh', { cookie: true }, sent);
    expect(refreshed.status).toBe(200);
    expect((await post('refresh', { cookie: true })).body).toMatchObject({ code: 'not-signed-in' });
    const renewed = { cookie: refreshed.headers.getSetCookie()[0]?.split(';')[0] ?? '' };
    const out = await post('sign-out', {}, renewed);
    expect(out.headers.getSetCookie()[0]).toContain('Expires=Thu, 01 Jan 1970');
    expect((await post('refresh', { cookie: true }, renewed)).body).toMatchObject({ code: 'token-invalid' });
  });

  it('is refused to expired and forged tokens', async () => {
    const person = await server().addPerson('bearer');
    const bearer = { person: person.id, session: 'none' };
    const forged = createAccessTokens({ id: 'forged', secret: new Uint8Array(32) }, Date.now);
    const unsigned = `${btoa('{"alg":"none"}').replaceAll('=', '')}.${btoa(`{"sub":"${person.id}","sid":"none"}`).replaceAll('=', '')}.`;
    const [expired = ''] = await server().sessions.mint([person.id], -1_000);
    const good = await server().tokenFor(person);
    const refusals = await Promise.all(
      [await forged.sign(bearer, Date.now() + 60_000), unsigned, `${good}x`, 'nonsense', expired].map((token) =>
        Client.connect(server().url, token).catch((error: unknown) => (error instanceof MullionError ? error.code : error)),
      ),
    );
    expect(refusals).toEqual(['token-invalid', 'token-invalid', 'token-invalid', 'token-invalid', 'token-expired']);
  });

  it('answers anything malformed with a sentence and without a stack', async () => {
    const answers = [
      await post('sign-in', '{'),
      await post('sign-in', { handle: 'a b', password: 'x' }),
      await post('sign-in', []),
      await post('sign-in', { handle: 'x', password: 'y'.repeat(20_000) }),
      await post('sign-in', 'handle=x', { 'content-type': 'application/x-www-form-urlencoded' }),
      await post('nowhere', {}),
      await post('%zz', {}),
    ];
    expect(answers.map(({ status }) => status)).toEqual([400, 400, 400, 413, 400, 404, 400]);
    for (const { body } of answers) {
      expect(Object.keys(Problem.strict().parse(body))).toEqual(['code', 'message']);
    }
  });

  it('is not for pages of other origins', async () => {
    const foreign = await post('refresh', {}, { origin: 'http://evil.example' });
    expect([foreign.status, foreign.headers.get('access-control-allow-origin')]).toEqual([403, null]);
    const own = await post('refresh', {}, { origin: 'app://mullion' });
    expect([own.status, own.headers.get('access-control-allow-origin')]).toEqual([401, 'app://mullion']);
    const token = await server().tokenFor(await server().addPerson('page'));
    await expect(Client.connect(server().url, token, { origin: 'http://evil.example' })).rejects.toThrow();
    const page = await Client.connect(server().url, token, { origin: 'app://mullion' });
    page.close();
  });

  it('goes with health, metrics and headers that protect the page', async () => {
    const { url } = server();
    expect((await fetch(`${url}/healthz`)).status).toBe(200);
    expect((await fetch(`${url}/readyz`)).status).toBe(200);
    expect(await (await fetch(`${url}/metrics`)).text()).toContain('mullion_connections');
    const { headers } = await fetch(`${url}/`);
    expect(headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('referrer-policy')).toBe('no-referrer');
  });
});
