/**
 * The content security policy of every page, in the desktop application and in the web edition: our own files, and one
 * server. Styles set on an element by script are not subject to it; style elements and inline scripts are, and are refused.
 */

/** The policy for pages that talk to this server (scheme, host and port; anything behind them is ignored). */
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

/** The two origins by which one server is reached: for requests, and for its socket. */
export function serverOrigins(server: string): [http: string, socket: string] {
  const { origin } = new URL(server);
  return [origin, origin.replace(/^http/, 'ws')];
}
