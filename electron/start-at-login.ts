/**
 * Whether the application starts when a person signs in to the computer. macOS and Windows keep that themselves; on Linux it is a
 * file in the autostart folder (Desktop Application Autostart Specification 0.5).
 */
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import type { App } from 'electron';
import { MullionError } from '../shared/errors.ts';

export interface StartAtLogin {
  isOn(): boolean;
  /** Refuses with `storage` where it cannot be set. */
  set(on: boolean): void;
}

/** `command`: what starts this application, program first. */
export function openStartAtLogin(app: App, platform: NodeJS.Platform, command: readonly string[]): StartAtLogin {
  if (platform === 'linux') {
    const file = join(configFolder(process.env), 'autostart', 'mullion.desktop');
    // As the launcher starts it: native Wayland knows no window positions.
    return autostartFile(file, [...command, '--ozone-platform=x11']);
  }
  return {
    isOn: () => app.getLoginItemSettings().openAtLogin,
    set: (openAtLogin) => app.setLoginItemSettings({ openAtLogin }),
  };
}

/** What starts this application again, where it is installed or from its sources. */
export function commandOf(app: App, env: NodeJS.ProcessEnv): string[] {
  // An AppImage runs from a place that is gone when it ends.
  if (env.APPIMAGE) return [env.APPIMAGE];
  return app.isPackaged ? [process.execPath] : [process.execPath, app.getAppPath()];
}

function configFolder(env: NodeJS.ProcessEnv): string {
  // A relative path is to be ignored (XDG Base Directory Specification).
  return env.XDG_CONFIG_HOME?.startsWith('/') ? env.XDG_CONFIG_HOME : join(homedir(), '.config');
}

export function autostartFile(file: string, command: readonly string[]): StartAtLogin {
  return {
    isOn() {
      try {
        return isEnabled(readFileSync(file, 'utf8'));
      } catch {
        return false;
      }
    },
    set(on) {
      try {
        if (!on) return rmSync(file, { force: true });
        mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
        writeFileSync(`${file}.new`, desktopEntry(command), { mode: 0o644 });
        renameSync(`${file}.new`, file);
      } catch (error) {
        throw new MullionError('storage', `${file} cannot be changed.`, { cause: error });
      }
    },
  };
}

/** The file, for a command. */
export function desktopEntry(command: readonly string[]): string {
  const lines = [
    '[Desktop Entry]',
    'Type=Application',
    'Name=Mullion',
    'Comment=Many conversations at once',
    `Exec=${command.map(quoted).join(' ')}`,
    'Terminal=false',
    'X-GNOME-Autostart-enabled=true',
  ];
  return `${lines.join('\n')}\n`;
}

/**
 * One argument of `Exec` (Desktop Entry Specification 1.5, "The Exec key"): in double quotes, with those characters escaped that
 * mean something within them; then escaped as every value of such a file is; `%` is a field code unless it is doubled.
 */
function quoted(argument: string): string {
  const escaped = argument.replace(/["`$\\]/g, '\\$&').replaceAll('%', '%%');
  return `"${escaped}"`.replaceAll('\\', '\\\\');
}

/** Desktops switch an entry off rather than delete it. */
function isEnabled(entry: string): boolean {
  return !/^(Hidden=true|X-GNOME-Autostart-enabled=false)\s*$/m.test(entry);
}
