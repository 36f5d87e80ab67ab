/**
 * An X server without a screen. Xorg's dummy driver has sixteen outputs that can be plugged and pulled by xrandr; where it
 * is missing or may not be started, Xvfb gives one fixed monitor.
 */
import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Child, call, start } from './child.ts';

export type Mode = { width: number; height: number };

export type Display = {
  /** For the environment variable DISPLAY: ":99". */
  readonly name: string;
  /** Monitors can be plugged and pulled. */
  readonly pluggable: boolean;
};

/** The modes that the dummy monitors offer; the first is the main monitor's. */
export const modes: readonly Mode[] = [
  { width: 2560, height: 1440 },
  { width: 1920, height: 1080 },
  { width: 3840, height: 2160 },
  { width: 1366, height: 768 },
];

/** Starts an X server on a free display; its main monitor has 2560×1440 pixels. The server is handed to `started` at once. */
export async function startDisplay(folder: string, started: (child: Child) => void): Promise<Display> {
  const canPlug =
    existsSync('/usr/bin/Xorg') && existsSync('/usr/lib/xorg/modules/drivers/dummy_drv.so') && process.getuid?.() === 0;
  return canPlug ? startXorg(folder, started) : startXvfb(started);
}

async function startXorg(folder: string, started: (child: Child) => void): Promise<Display> {
  const config = join(folder, 'xorg.conf');
  await writeFile(config, xorgConfig());
  const args = [
    '-displayfd',
    '3',
    '-noreset',
    '-novtswitch',
    '-nolisten',
    'tcp',
    '-config',
    config,
    '-logfile',
    join(folder, 'Xorg.log'),
  ];
  const child = await start('/usr/bin/Xorg', args, { ready: /^(\d+)\n/m });
  started(child);
  const name = `:${child.match[1]}`;
  const main = sizeOf(modes[0] ?? { width: 2560, height: 1440 });
  await call('xrandr', ['--output', 'DUMMY0', '--primary', '--mode', main], { env: { DISPLAY: name } });
  return { name, pluggable: true };
}

async function startXvfb(started: (child: Child) => void): Promise<Display> {
  const child = await start('Xvfb', ['-displayfd', '3', '-screen', '0', '2560x1440x24', '-nolisten', 'tcp'], {
    ready: /^(\d+)\n/m,
  });
  started(child);
  return { name: `:${child.match[1]}`, pluggable: false };
}

export function sizeOf({ width, height }: Mode): string {
  return `${width}x${height}`;
}

/**
 * The dummy driver has no hardware to please, but it refuses clocks above 300 MHz and modes of reduced blanking: hence 30 Hz and
 * generous porches.
 */
function xorgConfig(): string {
  const modelines = modes.map(({ width, height }) => {
    const [across, down] = [width + 200, height + 40];
    const clock = ((across * down * 30) / 1e6).toFixed(2);
    return `  Modeline "${width}x${height}" ${clock} ${width} ${width + 40} ${width + 100} ${across} ${height} ${height + 3} ${height + 8} ${down}`;
  });
  return `
Section "ServerFlags"
  Option "AutoAddDevices" "false"
  Option "AutoEnableDevices" "false"
  Option "DontVTSwitch" "true"
EndSection
Section "Device"
  Identifier "dummy"
  Driver "dummy"
  VideoRam 512000
EndSection
Section "Monitor"
  Identifier "monitor"
  HorizSync 1.0-1000.0
  VertRefresh 1.0-200.0
${modelines.join('\n')}
EndSection
Section "Screen"
  Identifier "screen"
  Device "dummy"
  Monitor "monitor"
  DefaultDepth 24
  SubSection "Display"
    Depth 24
    Modes ${modes.map((mode) => `"${sizeOf(mode)}"`).join(' ')}
    Virtual 11520 4320
  EndSubSection
EndSection
`;
}
