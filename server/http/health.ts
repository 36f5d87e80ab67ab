import type { FastifyInstance } from 'fastify';
import { problem } from '../../shared/errors.ts';
import type { Metrics } from '../metrics.ts';
import { sendProblem } from './problems.ts';

/** `/healthz`: the process answers. `/readyz`: it can serve, so its database is there. `/metrics`: for Prometheus. */
export function healthRoutes(app: FastifyInstance, parts: { metrics: Metrics; isReady: () => Promise<boolean> }): void {
  app.get('/healthz', (_request, reply) => reply.header('cache-control', 'no-store').send({ ok: true }));
  app.get('/readyz', async (_request, reply) =>
    (await parts.isReady())
      ? reply.header('cache-control', 'no-store').send({ ok: true })
      : sendProblem(reply, problem('unavailable', 'The database cannot be reached.')),
  );
  app.get('/metrics', async (_request, reply) => reply.type(parts.metrics.contentType).send(await parts.metrics.text()));
}
