/**
 * What every page is held to, whatever it asks: it stays where it is, opens nothing, is permitted nothing but to keep what
 * it stores, downloads nothing, and reaches our files and our server only. What is refused is logged.
 */
import type { App, Session, WebContents, WebPreferences } from 'electron';
import type { Log } from './log.ts';
import { mayContact } from './network.ts';
import { roleOf } from './pages.ts';
import { isGranted } from './permissions.ts';

/** How every page of ours runs. */
export function webPreferences(preload: string): WebPreferences {
  return {
    preload,
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    nodeIntegrationInWorker: false,
    nodeIntegrationInSubFrames: false,
    webviewTag: false,
    webSecurity: true,
    allowRunningInsecureContent: false,
    navigateOnDragDrop: false,
    // Words are looked up by our own thread (spelling/), and nothing is fetched for it: no language is set.
    spellcheck: true,
  };
}

/** Holds a session to the rules. Certificates are judged by Chromium's own defaults: there is no way round them. */
export function hardenSession(session: Session, server: string, log: Log): void {
  // Else Electron fetches a dictionary from a host that is not ours.
  session.setSpellCheckerLanguages([]);
  session.setPermissionCheckHandler((_contents, permission, origin) => isGranted(permission, origin));
  session.setPermissionRequestHandler((contents, permission, answer) => {
    const granted = isGranted(permission, contents.getURL());
    if (!granted) log('warn', 'security.permission', { permission });
    answer(granted);
  });
  session.setDevicePermissionHandler(() => false);
  session.on('will-download', (event, item) => {
    event.preventDefault();
    log('warn', 'security.download', { url: item.getURL() });
  });
  session.webRequest.onBeforeRequest((request, answer) => {
    const cancel = !mayContact(request.url, server);
    if (cancel) log('warn', 'security.request', { url: request.url, type: request.resourceType });
    answer({ cancel });
  });
}

/** Holds every page that is ever made to the rules. `openLink` gets the addresses that a page wanted a new window for. */
export function hardenContents(app: App, log: Log, openLink: (url: string) => void): void {
  app.on('web-contents-created', (_event, contents) => hold(contents, log, openLink));
}

function hold(contents: WebContents, log: Log, openLink: (url: string) => void): void {
  contents.setWindowOpenHandler(({ url }) => {
    log('warn', 'security.window-open', { url });
    openLink(url);
    return { action: 'deny' };
  });
  contents.on('will-navigate', (event) => {
    // A page may be loaded again (a new build asks for it); it may not become another.
    const role = roleOf(event.url);
    if (role !== null && role === roleOf(contents.getURL())) return;
    event.preventDefault();
    log('warn', 'security.navigation', { url: event.url });
  });
  contents.on('will-redirect', (event) => event.preventDefault());
  contents.on('will-frame-navigate', (event) => {
    if (event.isMainFrame) return;
    event.preventDefault();
    log('warn', 'security.frame', { url: event.url });
  });
  contents.on('will-attach-webview', (event) => {
    event.preventDefault();
    log('warn', 'security.webview', {});
  });
}
