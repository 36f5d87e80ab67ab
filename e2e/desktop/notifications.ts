/** What the notification daemon (dunst) has shown, and a click on it. */
import { z } from 'zod';
import { call } from './child.ts';

const Text = z.object({ data: z.string() });
const History = z.object({ data: z.array(z.array(z.object({ summary: Text, body: Text, appname: Text }))) });

export type Shown = { app: string; title: string; body: string };

export class Notifications {
  readonly #env: NodeJS.ProcessEnv;
  constructor(env: NodeJS.ProcessEnv) {
    this.#env = env;
  }

  /** Resolves when the daemon answers on the bus. */
  static async untilUp(env: NodeJS.ProcessEnv, deadline = Date.now() + 10_000): Promise<void> {
    const wait = ['--session', '--print-reply', '--dest=org.freedesktop.DBus', '/org/freedesktop/DBus'];
    const asked = [...wait, 'org.freedesktop.DBus.NameHasOwner', 'string:org.freedesktop.Notifications'];
    while (!(await call('dbus-send', asked, { env })).includes('boolean true')) {
      if (Date.now() > deadline) throw new Error('The notification daemon did not come up.');
    }
  }

  /** Those shown and gone, newest first. */
  async history(): Promise<Shown[]> {
    await call('dunstctl', ['close-all'], { env: this.#env });
    const { data } = History.parse(JSON.parse(await call('dunstctl', ['history'], { env: this.#env })));
    return data.flat().map(({ summary, body, appname }) => ({ app: appname.data, title: summary.data, body: body.data }));
  }

  /** How many are on screen now. */
  async displayed(): Promise<number> {
    return Number(await call('dunstctl', ['count', 'displayed'], { env: this.#env }));
  }

  /** Takes all from the screen. */
  async clear(): Promise<void> {
    await call('dunstctl', ['close-all'], { env: this.#env });
  }

  /** Clicks the newest one that is on screen. */
  async click(): Promise<void> {
    await call('dunstctl', ['action'], { env: this.#env });
  }
}
