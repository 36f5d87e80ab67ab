/**
 * The content security policy of every page, in the desktop application and in the web edition: our own files, and one
 * server. Styles set on an element by script are not subject to it; style elements and inline scripts are, and are refused.
 */
import { MullionError } from './errors.ts';

/** The policy for pages that talk to this server (scheme, host and port; what follows is ignored). */
export function contentSecurityPolicy(server: string): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    "worker-src 'self'",
    "style-src 'self'",
    "font-src 'self'",
    "img-src 'self' data: blob:",
    `connect-src 'self' ${serverOrigins(server).join(' ')}`,
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "object-src 'none'",
  ].join('; ');
}

/** The two origins by which one server is reached: for requests, and for its socket. An address that is none throws. */
export function serverOrigins(server: string): [http: string, socket: string] {
  const origin = /^https?:\/\/[^/?#@\s;,']+/.exec(server)?.[0];
  if (!origin) throw new MullionError('bad-request', `"${server}" is not the address of a server.`);
  return [origin, origin.replace(/^http/, 'ws')];
}
