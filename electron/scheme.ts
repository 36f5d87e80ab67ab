/**
 * `app://mullion/`: the application's own files under an origin of their own. Pages of a `file://` address would get a worker
 * each; pages of this one share the engine.
 */
import { readFile } from 'node:fs/promises';
import { extname, join, resolve, sep } from 'node:path';
import type { Protocol } from 'electron';
import { contentSecurityPolicy } from '../shared/csp.ts';
import type { Log } from './log.ts';
import { ORIGIN, SCHEME } from './pages.ts';

const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.map': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
  '.wasm': 'application/wasm',
};

/** To be called before the application is ready. */
export function declareScheme(protocol: Protocol): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: true, stream: true, codeCache: true } },
  ]);
}

/** The file that an address names, or null where it names none of `root`'s: another host, a way out, an unknown kind. */
export function fileFor(url: string, root: string): { path: string; type: string } | null {
  if (!URL.canParse(url)) return null;
  const { protocol, host, pathname } = new URL(url);
  if (`${protocol}//${host}` !== ORIGIN) return null;
  let decoded: string;
  try {
    decoded = decodeURIComponent(pathname);
  } catch {
    // Not a well-formed address: it names no file.
    return null;
  }
  if (decoded.includes('\0') || decoded.includes('\\')) return null;
  const path = resolve(join(root, decoded));
  const type = types[extname(path)];
  if (!type || !path.startsWith(resolve(root) + sep)) return null;
  return { path, type };
}

/** Serves `root`, and nothing else, under a policy that lets pages talk to the one server. */
export function serveScheme(protocol: Protocol, root: string, server: string, log: Log): void {
  const headers = {
    'content-security-policy': contentSecurityPolicy(server),
    'x-content-type-options': 'nosniff',
    'cross-origin-opener-policy': 'same-origin',
    'referrer-policy': 'no-referrer',
    'cache-control': 'no-cache',
  };
  protocol.handle(SCHEME, async (request) => {
    const file = request.method === 'GET' ? fileFor(request.url, root) : null;
    if (!file) {
      log('warn', 'scheme.refused', { url: request.url, method: request.method });
      return new Response('Not found.', { status: 404, headers });
    }
    try {
      const body = await readFile(file.path);
      return new Response(new Uint8Array(body), { headers: { ...headers, 'content-type': file.type } });
    } catch (error) {
      log('warn', 'scheme.missing', { url: request.url, error });
      return new Response('Not found.', { status: 404, headers });
    }
  });
}
