/** The platform in a browser page: the page makes the engine itself, and the browser keeps the sign-in in a cookie. */
import type { EngineStart } from '../../shared/engine-api.ts';
import { openEngineWorker } from './engine-worker.ts';
import type { Platform } from './platform.ts';
import { claimByLock, leaveName, nameIn, TORN, ticketIn, windowName } from './tab.ts';

declare const __MULLION_VERSION__: string;

/** The platform of this tab. A ticket in the address is taken out of it at once, so that no bookmark or history keeps it. */
export async function browserPlatform(): Promise<Platform> {
  let ticket = ticketIn(location.hash);
  if (ticket !== null) history.replaceState(history.state, '', location.pathname + location.search);
  const version = __MULLION_VERSION__;
  const start: EngineStart = { server: location.origin, client: `web ${version}`, session: { kind: 'cookie' } };
  const given = nameIn(location.hash);
  if (given !== null) history.replaceState(history.state, '', location.pathname + location.search);
  const name = await windowName(sessionStorage, () => crypto.randomUUID(), claimByLock(navigator.locks), given);
  window.addEventListener('pagehide', () => leaveName(sessionStorage));
  return {
    kind: 'browser',
    window: name,
    version,
    server: location.origin,
    takeTicket() {
      const taken = ticket;
      ticket = null;
      return taken;
    },
    openLink: (url) => void window.open(url, '_blank', 'noopener,noreferrer'),
    openWindow: () => void window.open(location.pathname, '_blank', 'noopener'),
    windows: {
      fresh: () => `${TORN}${crypto.randomUUID()}`,
      // Whether a browser has opened it cannot be known without letting it reach back here.
      open: async (window) => void globalThis.open(`${location.pathname}#window=${window}`, '_blank', 'noopener'),
      isAt: null,
      raise: () => globalThis.focus(),
      close: () => globalThis.close(),
      endsEmpty: name.startsWith(TORN),
    },
    alwaysOnTop: null,
    windowForm: null,
    startAtLogin: null,
    keepRunning: null,
    turns: null,
    desks: null,
    outside: null,
    engine: {
      async connect() {
        const { port } = openEngineWorker();
        port.postMessage(start);
        return port;
      },
    },
  };
}
