/**
 * `/api`: sign in, refresh, sign out. The refresh token travels in a body, or (web edition) in a cookie that no script sees.
 */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { describeIssues, MullionError } from '../../shared/errors.ts';
import { Grant, http } from '../../shared/protocol.ts';
import { check, type z } from '../../shared/schema.ts';
import { SESSION_MS, type Sessions, type Tokens } from '../auth/sessions.ts';
import type { SignIn } from '../auth/sign-in.ts';

const COOKIE = 'mullion-refresh';

export function signInRoutes(app: FastifyInstance, { signIn, sessions }: { signIn: SignIn; sessions: Sessions }): void {
  app.post('/api/sign-in', async (request, reply) => {
    const input = parse(http['sign-in'].input, request.body);
    const person =
      'ticket' in input ? await signIn.byTicket(input.ticket) : await signIn.byPassword(input.handle, input.password, request.ip);
    return await answer(request, reply, await sessions.begin(person), input.cookie);
  });

  app.post('/api/refresh', async (request, reply) => {
    const input = parse(http.refresh.input, request.body ?? {});
    const shown = input.refresh ?? (input.cookie ? request.cookies[COOKIE] : undefined);
    if (shown === undefined) throw new MullionError('not-signed-in');
    return await answer(request, reply, await sessions.refresh(shown), input.cookie);
  });

  app.post('/api/sign-out', async (request, reply) => {
    const input = parse(http['sign-out'].input, request.body ?? {});
    const shown = input.refresh ?? request.cookies[COOKIE];
    if (shown !== undefined) await sessions.end(shown);
    return reply.clearCookie(COOKIE, cookieFor(request)).header('cache-control', 'no-store').send({});
  });

  async function answer(request: FastifyRequest, reply: FastifyReply, tokens: Tokens, cookie: boolean): Promise<FastifyReply> {
    const me = await signIn.person(tokens.person);
    const grant: Grant = { access: tokens.access, accessExpiresAt: tokens.accessExpiresAt, now: Date.now(), me };
    if (cookie) reply.setCookie(COOKIE, tokens.refresh, { ...cookieFor(request), maxAge: SESSION_MS / 1000 });
    else grant.refresh = tokens.refresh;
    return reply.header('cache-control', 'no-store').send(Grant.parse(grant));
  }
}

function cookieFor(request: FastifyRequest) {
  return { path: '/api', httpOnly: true, sameSite: 'strict', secure: request.protocol === 'https' } as const;
}

function parse<T extends z.ZodType>(schema: T, body: unknown): z.infer<T> {
  const parsed = check(schema, body);
  if (!parsed.success) throw new MullionError('bad-request', describeIssues(parsed.error));
  return parsed.data;
}
