/** Links that people click: in their own browser, and only if they lead to the web. */
import { z } from '../shared/schema.ts';
import type { Log } from './log.ts';

const Link = z.url({ protocol: /^https?$/ }).max(2048);

/** The address as a browser is given it, or null where it is not one of the web's. */
export function webAddress(url: string): string | null {
  const checked = Link.safeParse(url);
  return checked.success ? new URL(checked.data).href : null;
}

/** Opens web addresses by `openExternal`; all others are refused and logged. */
export function linkOpener(openExternal: (url: string) => Promise<void>, log: Log): (url: string) => void {
  return (url) => {
    const address = webAddress(url);
    if (!address) {
      log('warn', 'link.refused', { scheme: /^[a-z][a-z0-9+.-]{0,20}(?=:)/i.exec(url)?.[0] ?? 'none' });
      return;
    }
    openExternal(address).catch((error: unknown) => log('error', 'link.failed', { error }));
  };
}
