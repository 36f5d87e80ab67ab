/** Links that people click: opened by the system's own programs, and only those that are openable. */
import { openable } from '../shared/links.ts';
import type { Log } from './log.ts';

/** Opens addresses of the web and of mail by `openExternal`; all others are refused and logged. */
export function linkOpener(openExternal: (url: string) => Promise<void>, log: Log): (url: string) => void {
  return (url) => {
    const address = openable(url);
    if (!address) {
      log('warn', 'link.refused', { scheme: /^[a-z][a-z0-9+.-]{0,20}(?=:)/i.exec(url)?.[0] ?? 'none' });
      return;
    }
    openExternal(address).catch((error: unknown) => log('error', 'link.failed', { error }));
  };
}
