/** The desktop application's composition root: the parts, in the order in which they come to life. */
import { join } from 'node:path';
import {
  app,
  BrowserWindow,
  clipboard,
  dialog,
  ipcMain,
  Menu,
  powerMonitor,
  protocol,
  safeStorage,
  screen,
  session,
  shell,
} from 'electron';
import { dictionaryOf } from '../shared/settings.ts';
import { openAnchor } from './anchor.ts';
import { openAttention } from './attention.ts';
import { openBadge } from './badge.ts';
import { busAddresses, keepBus } from './bus/keep-bus.ts';
import { optionsIn } from './deep-links/argv.ts';
import { gatherDeepLinks } from './deep-links/deep-links.ts';
import { openDeskBook } from './desks/book.ts';
import { deskCalls } from './desks/calls.ts';
import { loadDesks, saveDesks } from './desks/desks-file.ts';
import { type DesktopHandlers, push, serveCalls } from './ipc.ts';
import { readJson } from './json-file.ts';
import { linkOpener } from './links.ts';
import { openLog } from './log.ts';
import { menuTemplate } from './menu.ts';
import { openRevealer } from './reveal/reveal.ts';
import { declareScheme, serveScheme } from './scheme.ts';
import { openSecrets } from './secret.ts';
import { hardenContents, hardenSession, webPreferences } from './security.ts';
import { dictionaryFiles } from './spelling/dictionaries.ts';
import { openLearnedWords } from './spelling/learned-words.ts';
import { openSpelling } from './spelling/spelling.ts';
import { commandOf, openStartAtLogin } from './start-at-login.ts';
import { InstallSettings, startOptions } from './start-options.ts';
import { surviveErrors } from './survive-errors.ts';
import { hearSavers } from './system/locks.ts';
import { watchSystem } from './system/system.ts';
import { offerTextMenu } from './text-menu.ts';
import { takeOnce } from './ticket.ts';
import { openBodyMarkup } from './toasts/body-markup.ts';
import { openToasts } from './toasts/toasts.ts';
import { trayDesks } from './tray/desks.ts';
import { watchTrayHost } from './tray/host.ts';
import { keepRunningHandlers, openKeepRunning } from './tray/keep-running.ts';
import { openTray } from './tray/tray.ts';
import { windowCalls } from './windows/calls.ts';
import { canPlaceWindows, displaySystem, frameOn } from './windows/limits.ts';
import { manageWindows } from './windows/manager.ts';
import { openWords } from './words/words.ts';

const dist = join(import.meta.dirname, '..');

// Before the application is ready: where it keeps its files, whether it is the only one, its scheme.
if (process.env.MULLION_USER_DATA) app.setPath('userData', process.env.MULLION_USER_DATA);
const folder = app.getPath('userData');
const settingsFile = join(folder, 'settings.json');
const desksFile = join(folder, 'windows.json');
const startedAt = Date.now();
const deepLinks = gatherDeepLinks(app);

if (app.requestSingleInstanceLock()) {
  declareScheme(protocol);
  app.whenReady().then(start, failed);
} else {
  console.error('Mullion is running already; its window has been brought to the front.');
  app.quit();
}

function start(): void {
  const log = openLog(join(folder, 'logs'));
  surviveErrors(process, log);
  const settings = readJson(settingsFile, InstallSettings);
  if (settings.state === 'corrupt') log('warn', 'settings.corrupt', { keptAs: settings.keptAs });
  const file = settings.state === 'read' ? settings.value : {};
  const options = startOptions({ argv: optionsIn(process.argv), env: process.env, file, settingsFile });
  if (!options.ok) {
    log('error', 'start.refused', { message: options.message });
    dialog.showErrorBox('Mullion cannot start', options.message);
    app.exit(1);
    return;
  }
  const { server } = options;
  // Programs that are started from here (a browser, for a link) have no business with it.
  delete process.env.MULLION_TICKET;
  log('info', 'start', { version: app.getVersion(), electron: process.versions.electron, server });

  const openLink = linkOpener((url) => shell.openExternal(url), log);
  hardenSession(session.defaultSession, server, log);
  hardenContents(app, log, openLink);
  serveScheme(protocol, join(dist, 'renderer'), server, log);

  const preferences = webPreferences(join(dist, 'electron/preload.cjs'));
  const words = openWords();
  const spelling = openSpelling({
    script: join(dist, 'electron/spelling.cjs'),
    files: (dictionary) => dictionaryFiles(join(dist, 'electron'), dictionary),
    learned: openLearnedWords(join(folder, 'dictionary.json'), log),
    log,
  });
  const ticket = takeOnce(options.ticket);
  const startAtLogin = openStartAtLogin(app, process.platform, commandOf(app, process.env));
  const secrets = openSecrets(join(folder, 'secrets.json'), safeStorage, process.platform, log);
  const desks = openDeskBook({
    saved: loadDesks(desksFile, log),
    save: (saved) => saveDesks(desksFile, saved, log),
    show: (turn) => windows.change(turn),
    log,
  });
  const placed = canPlaceWindows({
    platform: process.platform,
    env: process.env,
    ...displaySystem(app, process.versions.electron),
  });
  const windows = manageWindows({
    screen,
    power: powerMonitor,
    saved: desks.shown(),
    preferences,
    frame: frameOn(process.platform),
    log,
    save: desks.keep,
    opened: (page) => offerTextMenu(page, { say: words.say, spelling, build: Menu.buildFromTemplate, copy: clipboard.writeText }),
    closed: (window) => anchor.tell('closed', { window }),
    staysEmpty: () => keepRunning.isOn() && tray.isHosted(),
    emptied: () => {
      anchor.close();
      app.quit();
    },
  });

  const attention = openAttention({ file: join(folder, 'attention.json'), log });
  const keepRunning = openKeepRunning(join(folder, 'tray.json'), log);
  const tray = openTray({
    words,
    attention,
    desks: trayDesks(desks, words, log),
    act: {
      choose: (status) => anchor.tell('choosePresence', { status }),
      reveal: (channel) => revealer.reveal({ to: 'channel', channel, message: null }),
      open: () => windows.raise(),
      newWindow: () => windows.open(),
      signOut: () => anchor.tell('signOut', {}),
      quit: () => app.quit(),
    },
  });
  const buses = busAddresses(process.env, process.platform);
  const system = watchSystem({
    power: powerMonitor,
    systemBus: buses.system,
    log,
    idle: (idle) => attention.observe({ idle }),
    locked: (locked) => attention.observe({ locked }),
    sleep(asleep) {
      anchor.tell('sleep', { asleep });
      attention.look();
    },
  });
  const sessionBus = keepBus(
    buses.session,
    async (bus) => {
      badge.again();
      await hearSavers(bus, system.hearSaver);
      await watchTrayHost(bus, tray.hosted);
    },
    log,
  );
  const badge = openBadge({ app, windows: () => BrowserWindow.getAllWindows(), words, bus: sessionBus.now });
  attention.onChange(() => anchor.tell('circumstances', attention.circumstances()));
  const seenPages = () => windows.pages().filter((page) => windows.nameOf(page) !== null);
  const revealer = openRevealer({ app, pages: seenPages, open: windows.raise, log });
  const markup = openBodyMarkup(process.platform, sessionBus.now);
  const toasts = openToasts({ words, attention, markup, reveal: revealer.reveal, log });

  const handlers: DesktopHandlers = {
    info: (_input, page) => {
      const window = windows.nameOf(page);
      const alwaysOnTop = windows.isAlwaysOnTop(page);
      windows.listens(page);
      return {
        server,
        version: app.getVersion(),
        window,
        alwaysOnTop,
        startedAt,
        ...(window === null ? {} : ticket()),
      };
    },
    engineReady: ({ epoch }, page) => {
      anchor.ready(epoch);
      push(page, 'circumstances', attention.circumstances());
      return {};
    },
    engine: () => ({ epoch: anchor.epoch() }),
    loadSecret: (input) => ({ secret: secrets.load(input.server) }),
    saveSecret: (input) => ({ kept: secrets.save(input.server, input.secret) }),
    ...windowCalls(windows, placed),
    startAtLogin: () => ({ on: startAtLogin.isOn() }),
    setStartAtLogin: ({ on }) => {
      startAtLogin.set(on);
      return {};
    },
    openLink: ({ url }) => {
      openLink(url);
      return {};
    },
    ...deskCalls(desks, dialog),
    badge: (totals) => {
      windows.showTotals(totals);
      badge.show(totals);
      tray.showTotals(totals);
      return {};
    },
    toasts: (told) => {
      toasts.tell(told.toasts);
      return {};
    },
    reads: ({ reads }) => {
      toasts.read(reads);
      return {};
    },
    showing: ({ showing }, page) => {
      revealer.showing(page, showing);
      return {};
    },
    settings: (told) => {
      words.speak(told.settings.language);
      spelling.use(dictionaryOf(told.settings));
      return {};
    },
    tray: (model) => {
      tray.show(model);
      attention.chose(model.chosen);
      return {};
    },
    chose: () => {
      attention.disturbNotUntil(null);
      return {};
    },
    ...keepRunningHandlers(keepRunning, tray.isHosted),
    misspelt: async (asked) => ({ words: await spelling.misspelt(asked.words) }),
  };
  serveCalls(ipcMain, handlers, log);
  words.shown(() => {
    const menu = menuTemplate(process.platform, words, { newWindow: () => windows.open() });
    Menu.setApplicationMenu(Menu.buildFromTemplate(menu));
  });

  const anchor = openAnchor(preferences, log, (epoch) => {
    for (const page of windows.pages()) push(page, 'engine', { epoch });
  });
  desks.onChange((list) => {
    for (const page of windows.pages()) push(page, 'desks', list);
  });
  windows.restore();
  deepLinks.begin({ argv: process.argv, reveal: revealer.reveal, log });

  app.on('second-instance', (_event, argv) => {
    if (!deepLinks.take(argv)) windows.raise();
  });
  app.on('activate', () => windows.raise());
  app.on('before-quit', (event) => {
    // Windows first, the anchor after them: the engine outlives every page that it serves.
    if (windows.pages().length === 0) return;
    event.preventDefault();
    windows.closeAll();
  });
}

function failed(error: unknown): void {
  console.error(error);
  dialog.showErrorBox('Mullion cannot start', error instanceof Error ? error.message : String(error));
  app.exit(1);
}
