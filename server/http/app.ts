/**
 * The HTTP side, put together.
 */
import cookie from '@fastify/cookie';
import cors from '@fastify/cors';
import Fastify, { type FastifyBaseLogger, type FastifyInstance, LogController } from 'fastify';
import { problem } from '../../shared/errors.ts';
import type { Sessions } from '../auth/sessions.ts';
import type { SignIn } from '../auth/sign-in.ts';
import type { Metrics } from '../metrics.ts';
import { healthRoutes } from './health.ts';
import { isAllowedOrigin } from './origins.ts';
import { answerWithProblems, problemOf, sendProblem } from './problems.ts';
import { signInRoutes } from './sign-in.ts';
import { securityHeaders, webEdition } from './web-edition.ts';

const MAX_BODY_BYTES = 16 * 1024;

export type HttpParts = {
  log: FastifyBaseLogger;
  signIn: SignIn;
  sessions: Sessions;
  metrics: Metrics;
  isReady: () => Promise<boolean>;
  origins: ReadonlySet<string>;
  /** The folder of the web edition's files. */
  web: string;
  /** Believe a proxy's word about protocol and address. */
  trustProxy: boolean;
};

export async function createHttp(parts: HttpParts): Promise<FastifyInstance> {
  const app: FastifyInstance = Fastify({
    loggerInstance: parts.log,
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: MAX_BODY_BYTES,
    trustProxy: parts.trustProxy,
    forceCloseConnections: true,
    // An address that cannot be read is refused before any handler is asked.
    frameworkErrors: (error, _request, reply) => sendProblem(reply, problemOf(error)),
  });
  answerWithProblems(app);
  securityHeaders(app);
  app.addHook('onRequest', async (request, reply) => {
    if (isAllowedOrigin(request.headers.origin, request.headers.host, parts.origins)) return;
    return sendProblem(reply, problem('not-allowed', 'Pages of this origin may not talk to this server.'));
  });
  // Every origin that comes as far as this is on the list.
  await app.register(cors, { origin: true, credentials: true, methods: ['GET', 'POST'], maxAge: 600 });
  await app.register(cookie);
  healthRoutes(app, parts);
  signInRoutes(app, parts);
  await webEdition(app, parts.web);
  return app;
}
