/** The platform in the desktop application: the main process does what a page may not. */
import type { DesktopApi } from '../../shared/desktop-api.ts';
import { FIRST_WINDOW } from '../../shared/layout.ts';
import { answered } from './answered.ts';
import { desktopDesks } from './desks.ts';
import { openEngineWorker } from './engine-worker.ts';
import { nextEpoch } from './epoch.ts';
import type { EngineHost, Platform, Point, Size } from './platform.ts';
import { hearTurns } from './turns.ts';

/** The platform of this window. */
export async function desktopPlatform(desktop: DesktopApi): Promise<Platform> {
  // Before anything is asked: a window may become another while it is answered.
  const turns = hearTurns(desktop);
  const [info, form] = await Promise.all([desktop.call('info', {}), desktop.call('windowForm', {})]);
  let ticket = info.ticket ?? null;
  let { alwaysOnTop } = info;
  let { window } = info;
  let windowForm = form;
  turns.onBecome((now) => {
    ({ window, alwaysOnTop } = now);
    windowForm = { ...windowForm, form: now.form, alwaysOnTop };
  });
  const report = (error: unknown): void => console.error('The desktop application refused:', error);
  return {
    kind: 'desktop',
    window: info.window,
    version: info.version,
    server: info.server,
    takeTicket() {
      const taken = ticket;
      ticket = null;
      return taken;
    },
    openLink: (url) => void desktop.call('openLink', { url }).catch(report),
    openWindow: () => void desktop.call('openWindow', {}).catch(report),
    windows: {
      fresh: () => `torn-${crypto.randomUUID()}`,
      open: async (window, size, at) =>
        void (await answered(desktop.call('openWindow', { torn: { window, size: whole(size), at: at && whole(at) } }))),
      isAt: async (point) => (await answered(desktop.call('isWindowAt', whole(point)))).isWindow,
      raise: () => void desktop.call('raiseWindow', {}).catch(report),
      close: () => void desktop.call('closeWindow', {}).catch(report),
      get endsEmpty() {
        return window !== FIRST_WINDOW;
      },
    },
    alwaysOnTop: {
      isOn: () => alwaysOnTop,
      set(on) {
        alwaysOnTop = on;
        desktop.call('setAlwaysOnTop', { on }).then((now) => {
          alwaysOnTop = now.on;
        }, report);
      },
    },
    windowForm: {
      now: () => windowForm,
      async set(to) {
        windowForm = await answered(desktop.call('setWindowForm', { form: to }));
        ({ alwaysOnTop } = windowForm);
        return windowForm;
      },
      onBecome: (listener) => turns.onBecome(() => listener(windowForm)),
    },
    startAtLogin: {
      isOn: async () => (await answered(desktop.call('startAtLogin', {}))).on,
      set: async (on) => void (await answered(desktop.call('setStartAtLogin', { on }))),
    },
    keepRunning: {
      isOn: async () => (await answered(desktop.call('keepRunning', {}))).on,
      set: async (on) => void (await answered(desktop.call('setKeepRunning', { on }))),
    },
    turns,
    desks: desktopDesks(desktop),
    outside: {
      onReveal: (listener) => desktop.on('reveal', ({ reveal }) => listener(reveal)),
      showing: (showing) => void desktop.call('showing', { showing }).catch(report),
    },
    engine: anchoredEngine(desktop),
  };
}

/** Logical pixels may be fractions where a page is zoomed. */
function whole<T extends Point | Size>(measures: T): T {
  return { ...measures, ...Object.fromEntries(Object.entries(measures).map(([name, px]) => [name, Math.round(px)])) };
}

/**
 * The engine that the anchor makes. A window never connects before the anchor says that its engine is up, because the page
 * that constructs a worker is the page whose process it dies with. After an engine's death it waits for another; a port that
 * this window closed itself tells nothing of the engine, and the same one is connected to again.
 */
function anchoredEngine(desktop: DesktopApi): EngineHost {
  let dead: string | null = null;
  return {
    async connect() {
      const epoch = await nextEpoch(desktop, dead);
      const { port } = openEngineWorker();
      port.addEventListener('close', () => {
        dead = epoch;
      });
      return port;
    },
  };
}
