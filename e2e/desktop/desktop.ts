/**
 * A whole desktop for one test worker: X server with monitors, session bus, window manager, notification daemon, keyring.
 *
 *   Xorg (dummy) ─ openbox                 DISPLAY
 *   dbus-daemon ─┬ dunst                   DBUS_SESSION_BUS_ADDRESS
 *                └ gnome-keyring-daemon
 */
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Child, call, start } from './child.ts';
import { startDisplay } from './display.ts';
import { Monitors } from './monitors.ts';
import { Notifications } from './notifications.ts';

export type Desktop = {
  /** What a program needs in its environment to live on this desktop. */
  readonly env: Readonly<Record<string, string>>;
  /** Null where the display has one fixed monitor. */
  readonly monitors: Monitors | null;
  /** Null without a notification daemon. */
  readonly notifications: Notifications | null;
  /** A keyring answers on the session bus. */
  readonly keyring: boolean;
  /** Saves a picture of the whole desktop. */
  picture(path: string): Promise<void>;
  stop(): Promise<void>;
};

const DUNST = `[global]\nnotification_limit = 0\nidle_threshold = 0\n${['low', 'normal', 'critical'].map((urgency) => `[urgency_${urgency}]\ntimeout = 0\n`).join('')}`;

/** Starts a desktop of its own; nothing of the machine's own desktop is touched. When a part fails, none is left behind. */
export async function startDesktop(): Promise<Desktop> {
  const folder = await mkdtemp(join(tmpdir(), 'mullion-desktop-'));
  const children: Child[] = [];
  const stop = async () => {
    for (const child of children.reverse()) await child.stop();
    await rm(folder, { recursive: true, force: true });
  };
  return assemble(folder, children, stop).catch(async (error: unknown) => {
    await stop();
    throw error;
  });
}

async function assemble(folder: string, children: Child[], stop: () => Promise<void>): Promise<Desktop> {
  const begin = async (command: string, args: string[], options: Parameters<typeof start>[2]) => {
    const child = await start(command, args, options);
    children.push(child);
    return child;
  };
  const display = await startDisplay(folder, (child) => children.push(child));
  const home = join(folder, 'home');
  const runtime = join(folder, 'run');
  for (const path of [home, runtime]) await mkdir(path, { mode: 0o700 });
  const env: Record<string, string> = {
    DISPLAY: display.name,
    XDG_SESSION_TYPE: 'x11',
    XDG_CURRENT_DESKTOP: 'GNOME',
    XDG_RUNTIME_DIR: runtime,
    XDG_CONFIG_HOME: join(home, '.config'),
    XDG_DATA_HOME: join(home, '.local', 'share'),
    XDG_CACHE_HOME: join(home, '.cache'),
    HOME: home,
  };
  if (existsSync('/usr/bin/dbus-daemon')) {
    const bus = await begin('dbus-daemon', ['--session', '--nofork', '--nopidfile', '--print-address=1'], {
      env,
      ready: /^(unix:\S+)$/m,
    });
    env.DBUS_SESSION_BUS_ADDRESS = bus.match[1] ?? '';
  }
  if (existsSync('/usr/bin/openbox'))
    await begin('openbox', ['--startup', 'echo openbox is up'], { env, ready: /openbox is up/ });
  const onBus = env.DBUS_SESSION_BUS_ADDRESS !== undefined;
  const dunst = onBus && existsSync('/usr/bin/dunst');
  if (dunst) {
    // What is on screen stays there until it is clicked or taken away: no test has to be faster than a clock.
    await mkdir(join(env.XDG_CONFIG_HOME ?? home, 'dunst'), { recursive: true });
    await writeFile(join(env.XDG_CONFIG_HOME ?? home, 'dunst', 'dunstrc'), DUNST);
    await begin('dunst', ['-verbosity', 'info'], { env, ready: /./ });
    await Notifications.untilUp(env);
  }
  const keyring = onBus && existsSync('/usr/bin/gnome-keyring-daemon');
  if (keyring) {
    const args = ['--foreground', '--unlock', '--components=secrets', '--control-directory', runtime];
    await begin('gnome-keyring-daemon', args, { env, input: 'test', ready: /GNOME_KEYRING_CONTROL|./ });
  }
  return {
    env,
    monitors: display.pluggable ? new Monitors(display.name) : null,
    notifications: dunst ? new Notifications(env) : null,
    keyring,
    picture: async (path) => {
      await call('import', ['-window', 'root', path], { env });
    },
    stop,
  };
}
