/** The pages that the application has, and their addresses. */

export const SCHEME = 'app';
export const ORIGIN = `${SCHEME}://mullion`;

/** `window`: what people see. `anchor`: the hidden page that makes the engine. */
export type PageRole = 'window' | 'anchor';

const paths: Record<PageRole, string> = { window: '/index.html', anchor: '/anchor.html' };

export function pageUrl(role: PageRole): string {
  return ORIGIN + paths[role];
}

/** Which page an address is; null for anything that is not one of ours. Query and fragment do not matter. */
export function roleOf(url: string): PageRole | null {
  if (!URL.canParse(url)) return null;
  const { protocol, host, pathname } = new URL(url);
  if (`${protocol}//${host}` !== ORIGIN) return null;
  if (pathname === paths.window) return 'window';
  if (pathname === paths.anchor) return 'anchor';
  return null;
}
