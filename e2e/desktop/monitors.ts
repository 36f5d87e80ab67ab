/** Plugs monitors in and pulls them out, as a person at a desk does. */
import { call } from './child.ts';
import { type Mode, sizeOf } from './display.ts';

export type Monitor = { output: string; x: number; y: number; width: number; height: number; primary: boolean };

export class Monitors {
  readonly #display: string;
  constructor(display: string) {
    this.#display = display;
  }

  /** Those that show a picture now, from left to right. */
  async list(): Promise<Monitor[]> {
    return parseMonitors(await this.#xrandr('--query'));
  }

  /** Plugs `DUMMY<number>` in, to the right of the rightmost monitor. */
  async plug(number: number, mode: Mode): Promise<void> {
    const rightmost = (await this.list()).at(-1);
    if (rightmost === undefined) throw new Error('There is no monitor to stand beside.');
    await this.#xrandr('--addmode', `DUMMY${number}`, sizeOf(mode));
    await this.#xrandr('--output', `DUMMY${number}`, '--mode', sizeOf(mode), '--right-of', rightmost.output);
  }

  /** Pulls `DUMMY<number>` out. */
  async pull(number: number): Promise<void> {
    await this.#xrandr('--output', `DUMMY${number}`, '--off');
  }

  #xrandr(...args: string[]): Promise<string> {
    return call('xrandr', args, { env: { DISPLAY: this.#display } });
  }
}

/** The monitors in the output of `xrandr --query` that have a place on the desktop. */
export function parseMonitors(text: string): Monitor[] {
  const lines = text.matchAll(/^(\S+) connected (primary )?(\d+)x(\d+)\+(\d+)\+(\d+)/gm);
  const monitors = [...lines].map(([, output = '', primary, width, height, x, y]) => ({
    output,
    x: Number(x),
    y: Number(y),
    width: Number(width),
    height: Number(height),
    primary: primary !== undefined,
  }));
  return monitors.sort((a, b) => a.x - b.x);
}
