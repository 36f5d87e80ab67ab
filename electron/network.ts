/** What the application may contact: its own files, and its one server. */
import { serverOrigins } from '../shared/csp.ts';
import { ORIGIN } from './pages.ts';

/** Whether a request may leave. `blob:` and `data:` never leave the machine; of developer tools only their own files pass. */
export function mayContact(url: string, server: string): boolean {
  if (!URL.canParse(url)) return false;
  const { protocol, host } = new URL(url);
  if (protocol === 'blob:' || protocol === 'data:' || protocol === 'devtools:') return true;
  return [ORIGIN, ...serverOrigins(server)].includes(`${protocol}//${host}`);
}
