/**
 * Which web pages may talk to this server. Pure.
 */

/** The desktop application's pages. */
export const APPLICATION_ORIGIN = 'app://mullion';

const loopback = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;

/**
 * Whether a page of this origin may talk to us. `host` is the request's Host header, `allowed` the list that the server was
 * given.
 *
 * Programs that are no browser send no origin and are let in; they have to show a token like anyone. A page that the server
 * itself served is let in if it was reached by a loopback address or by an address on the list: by the mere word of its Host
 * header a foreign name that was made to point here would pass for our own.
 */
export function isAllowedOrigin(origin: string | undefined, host: string | undefined, allowed: ReadonlySet<string>): boolean {
  if (origin === undefined) return true;
  if (origin === APPLICATION_ORIGIN || allowed.has(origin)) return true;
  if (!URL.canParse(origin)) return false;
  const page = new URL(origin);
  return page.protocol === 'http:' && page.host === host && loopback.test(page.hostname);
}
