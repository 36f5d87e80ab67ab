/** The pages that the application has, and their addresses. */

export const SCHEME = 'app';
export const ORIGIN = `${SCHEME}://mullion`;

/** `window`: what people see. `anchor`: the hidden page that makes the engine. */
export type PageRole = 'window' | 'anchor';

const paths: Record<PageRole, string> = { window: '/index.html', anchor: '/anchor.html' };

export function pageUrl(role: PageRole): string {
  return ORIGIN + paths[role];
}

/** Whether an address is of our own scheme and host. */
export function isOwn(url: string): boolean {
  if (!URL.canParse(url)) return false;
  const { protocol, host } = new URL(url);
  return `${protocol}//${host}` === ORIGIN;
}

/** Which page an address is; null for anything that is not one of ours. Query and fragment do not matter. */
export function roleOf(url: string): PageRole | null {
  if (!isOwn(url)) return null;
  const { pathname } = new URL(url);
  if (pathname === paths.window) return 'window';
  if (pathname === paths.anchor) return 'anchor';
  return null;
}
