/**
 * Where the Electron runtime is, and what on this machine stands in its way. What is found out is kept apart from what is
 * concluded from it: `obstacle` is pure.
 */
import { execFile } from 'node:child_process';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { run } from './run.ts';

const root = join(import.meta.dirname, '..');
const inPackage = join(root, 'node_modules', 'electron');

/** What decides whether Electron can open a window here. */
export type Machine = {
  platform: NodeJS.Platform;
  asRoot: boolean;
  display: boolean;
  /** Shared libraries that the runtime's binary asks for and the system lacks. */
  missingLibraries: readonly string[];
  /** The kernel lets an ordinary user make the namespaces that Chromium's sandbox is built on. */
  namespaces: boolean;
  /** The setuid helper that does without them is set up: owned by root, mode 4755. */
  sandboxHelper: boolean;
  /** Where that helper lies. */
  helperPath: string;
};

/** What stands in Electron's way, as one sentence with its mend; null when nothing does. */
export function obstacle(machine: Machine): string | null {
  if (machine.platform !== 'linux') return null;
  if (machine.missingLibraries.length > 0) {
    const [first, ...others] = machine.missingLibraries;
    const more = others.length === 0 ? '' : ` and ${others.length} more`;
    return `Electron needs system libraries that are missing (${first}${more}); on Debian or Ubuntu, 'sudo build/setup-debian.sh' installs them.`;
  }
  if (!machine.display) return 'There is no display (DISPLAY is not set); start Mullion from a graphical session.';
  if (!machine.asRoot && !machine.namespaces && !machine.sandboxHelper) {
    const { helperPath } = machine;
    return `This system lets no ordinary user set up Chromium's sandbox; 'sudo chown root:root ${helperPath} && sudo chmod 4755 ${helperPath}' does it once.`;
  }
  return null;
}

/** Chromium's sandbox does not run as root: there, and only there, it has to be switched off. */
export function sandboxFlags({ platform, asRoot }: Pick<Machine, 'platform' | 'asRoot'>): string[] {
  return platform === 'linux' && asRoot ? ['--no-sandbox'] : [];
}

/**
 * X11 wherever it is to be had, on a Wayland desktop by XWayland: native Wayland lets no application place its windows. Where there is
 * none the application runs natively, and says what it cannot do.
 */
export function displayFlags(platform: NodeJS.Platform, env: Readonly<Record<string, string | undefined>>): string[] {
  return platform === 'linux' && env.DISPLAY ? ['--ozone-platform=x11'] : [];
}

/** Looks at this machine with a given runtime. */
export async function inspect(binary: string): Promise<Machine> {
  const helperPath = join(dirname(binary), 'chrome-sandbox');
  return {
    platform: process.platform,
    asRoot: process.getuid?.() === 0,
    display: Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY),
    missingLibraries: process.platform === 'linux' ? await missingLibraries(binary) : [],
    namespaces:
      setting('/proc/sys/kernel/unprivileged_userns_clone', 1) !== 0 &&
      setting('/proc/sys/user/max_user_namespaces', 1) !== 0 &&
      setting('/proc/sys/kernel/apparmor_restrict_unprivileged_userns', 0) === 0,
    sandboxHelper: isSetuidRoot(helperPath),
    helperPath,
  };
}

/** The runtime's binary, if one is on this machine: from `ELECTRON_OVERRIDE_DIST_PATH`, or the electron package's own. */
export function findRuntime(): string | null {
  const own = join(inPackage, 'path.txt');
  const name = existsSync(own) ? readFileSync(own, 'utf8') : binaryName();
  const binary = join(process.env.ELECTRON_OVERRIDE_DIST_PATH || join(inPackage, 'dist'), name);
  return existsSync(binary) ? binary : null;
}

/** Lets the electron package fetch its runtime; why that failed, as a sentence, or null. */
export async function fetchRuntime(): Promise<string | null> {
  const { code, output } = await run(process.execPath, [join(inPackage, 'install.js')], { output: 'gather' });
  if (code === 0 && findRuntime() !== null) return null;
  const reason = output.match(/^.*Error:? (.*)$/m)?.[1] ?? output.trim().split('\n').at(-1) ?? `exit code ${code}`;
  return `Electron's runtime could not be downloaded (${reason.trim()}); let this machine reach github.com, or set ELECTRON_OVERRIDE_DIST_PATH to a folder that holds one.`;
}

function binaryName(): string {
  if (process.platform === 'win32') return 'electron.exe';
  return process.platform === 'darwin' ? 'Electron.app/Contents/MacOS/Electron' : 'electron';
}

async function missingLibraries(binary: string): Promise<string[]> {
  const listed = await promisify(execFile)('ldd', [binary]).then(
    ({ stdout }) => stdout,
    // Without ldd (or on another libc) nothing is known beforehand; Electron itself says what it lacks when it starts.
    () => '',
  );
  return [...listed.matchAll(/^\s*(\S+) => not found$/gm)].flatMap(([, name]) => (name === undefined ? [] : [name]));
}

function setting(path: string, otherwise: number): number {
  return existsSync(path) ? Number(readFileSync(path, 'utf8')) : otherwise;
}

function isSetuidRoot(path: string): boolean {
  if (!existsSync(path)) return false;
  const { uid, mode } = statSync(path);
  return uid === 0 && (mode & 0o4755) === 0o4755;
}
