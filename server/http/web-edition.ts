/**
 * The web edition: the same pages as in the desktop application, served as files.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';
import { contentSecurityPolicy } from '../../shared/csp.ts';
import { problem } from '../../shared/errors.ts';
import { sendProblem } from './problems.ts';

/** Files whose name holds a hash of what is in them never change. */
const hashed = /[\\/]assets[\\/].*-[A-Za-z0-9_-]{8,}\.\w+$/;

/** Serves a folder of built pages at `/`; until it is built, `/` says so. */
export async function webEdition(app: FastifyInstance, folder: string): Promise<void> {
  app.addHook('onRequest', async (request, reply) => {
    if (request.url !== '/' || existsSync(join(folder, 'index.html'))) return;
    return sendProblem(reply, problem('not-found', 'The web edition has not been built: npm run build.'));
  });
  await app.register(fastifyStatic, {
    root: folder,
    index: ['index.html'],
    cacheControl: false,
    setHeaders(reply, path) {
      reply.header('cache-control', hashed.test(path) ? 'public, max-age=31536000, immutable' : 'no-cache');
    },
  });
}

/** On every answer: what a page of this server may do. */
export function securityHeaders(app: FastifyInstance): void {
  app.addHook('onSend', async (request, reply) => {
    reply.headers({
      'content-security-policy': policyFor(request.protocol, request.headers.host),
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'cross-origin-opener-policy': 'same-origin',
      'permissions-policy': 'camera=(), microphone=(), geolocation=(), payment=(), usb=(), serial=(), hid=()',
    });
  });
}

/** A Host header that is no host gets the policy of a server that is nowhere; what a proxy says that is not https is http. */
function policyFor(protocol: string, host: string | undefined): string {
  const scheme = protocol === 'https' ? 'https' : 'http';
  return contentSecurityPolicy(/^[\w.:[\]-]+$/.test(host ?? '') ? `${scheme}://${host}` : 'http://invalid');
}
