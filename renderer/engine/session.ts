/**
 * Who is signed in: tokens over HTTP. The access token lives minutes and is renewed before it runs out; the refresh token
 * is kept by the host (the desktop's keychain through the anchor) or by the browser (a cookie), never by the engine's
 * stores.
 */
import type { EngineInput, EngineStart } from '../../shared/engine-api.ts';
import { MullionError, Problem, problem } from '../../shared/errors.ts';
import { type Grant, http } from '../../shared/protocol.ts';
import { z } from '../../shared/schema.ts';
import type { Clock } from './clock.ts';

/** A token that runs out sooner than this (ms) is renewed before it is used. */
const RENEW_BEFORE_MS = 30_000;
/** How long an HTTP call may take (ms). */
const HTTP_MS = 15_000;

export type SessionParts = {
  server: string;
  session: EngineStart['session'];
  fetch: typeof fetch;
  clock: Clock;
  /** The refresh token is another one now, or none. Only with a session of kind `secret`. */
  onSecret(secret: string | null): void;
};

export interface Session {
  /** Whether there may be a sign-in to go on with. False: someone has to sign in. */
  maySignIn(): boolean;
  /**
   * A grant whose access token is good for a while yet; `renew` asks for a new one in any case. Rejects with what the
   * server says; after a refusal of the sign-in itself `maySignIn` is false.
   */
  grant(renew?: 'renew'): Promise<Grant>;
  signIn(input: EngineInput<'signIn'>): Promise<Grant>;
  /** Forgets the tokens and tells the server. The tokens are forgotten even when the server cannot be told (then it rejects). */
  signOut(): Promise<void>;
}

/** Refusals that end a sign-in, as opposed to those that pass by themselves. */
export const endsSignIn = (code: Problem['code']): boolean =>
  ['not-signed-in', 'token-expired', 'token-invalid', 'ticket-used', 'disabled'].includes(code);

export function createSession({ server, session, fetch, clock, onSecret }: SessionParts): Session {
  const cookie = session.kind === 'cookie';
  let secret = session.kind === 'secret' ? session.secret : null;
  let may = cookie || secret !== null;
  let current: { grant: Grant; goodUntil: number } | null = null;
  let renewing: Promise<Grant> | null = null;

  async function post<T extends z.ZodType>(path: string, body: unknown, output: T): Promise<z.infer<T>> {
    const abort = new AbortController();
    const stop = clock.after(HTTP_MS, () => abort.abort());
    try {
      const response = await fetch(new URL(`api/${path}`, server.endsWith('/') ? server : `${server}/`), {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        credentials: cookie ? 'include' : 'omit',
        body: JSON.stringify(body),
        signal: abort.signal,
      });
      const answer: unknown = await response.json();
      if (response.ok) return output.parse(answer);
      throw refusal(response.status, answer);
    } catch (error) {
      if (error instanceof MullionError) throw error;
      if (error instanceof z.ZodError || error instanceof SyntaxError)
        throw new MullionError('unavailable', 'The server answered something that was not understood.', { cause: error });
      throw new MullionError(abort.signal.aborted ? 'timeout' : 'offline', undefined, { cause: error });
    } finally {
      stop();
    }
  }

  function accept(grant: Grant): Grant {
    // The server's own clock tells how long the token lives; this computer's may be off.
    current = { grant, goodUntil: clock.now() + (grant.accessExpiresAt - grant.now) - RENEW_BEFORE_MS };
    may = true;
    if (!cookie && grant.refresh !== undefined && grant.refresh !== secret) {
      secret = grant.refresh;
      onSecret(secret);
    }
    return grant;
  }

  function forget(): void {
    current = null;
    may = false;
    if (!cookie && secret !== null) {
      secret = null;
      onSecret(null);
    }
  }

  async function renew(): Promise<Grant> {
    if (!may) throw new MullionError('not-signed-in');
    const asked = secret;
    try {
      const grant = await post('refresh', cookie ? { cookie } : { refresh: asked ?? undefined, cookie }, http.refresh.output);
      return accept(grant);
    } catch (error) {
      if (error instanceof MullionError && endsSignIn(error.code) && secret === asked) forget();
      throw error;
    }
  }

  return {
    maySignIn: () => may,
    async grant(again) {
      if (current && again !== 'renew' && clock.now() < current.goodUntil) return current.grant;
      renewing ??= renew().finally(() => {
        renewing = null;
      });
      return renewing;
    },
    async signIn(input) {
      return accept(await post('sign-in', { ...input, cookie }, http['sign-in'].output));
    },
    async signOut() {
      const body = cookie || secret === null ? {} : { refresh: secret };
      forget();
      await post('sign-out', body, http['sign-out'].output);
    },
  };
}

/** What a refused HTTP call says, also when something between us and the server answers in its stead. */
function refusal(status: number, answer: unknown): MullionError {
  const told = Problem.safeParse(answer);
  return MullionError.of(told.success ? told.data : problem(status === 429 ? 'rate-limited' : 'unavailable'));
}
