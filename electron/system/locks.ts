/**
 * Whether the screen is locked, on a Linux desktop: Electron tells it on macOS and Windows alone. Every desktop has its own way:
 *
 *   session bus   org.{freedesktop,gnome,cinnamon,mate,xfce}.ScreenSaver   signal ActiveChanged(locked)
 *   system bus    org.freedesktop.login1.Session of ours                    property LockedHint, signal Unlock
 *
 * login1's signal Lock is a wish, and not everything that then locks tells when it is unlocked: whoever relied on it would be away
 * for ever.
 */
import type { Bus } from '../bus/bus.ts';
import type { Message } from '../bus/message.ts';
import { entriesOf } from '../bus/wire-format.ts';

const LOGIN = 'org.freedesktop.login1';
const SESSION = `${LOGIN}.Session`;
const PROPERTIES = 'org.freedesktop.DBus.Properties';
const savers = ['freedesktop', 'gnome', 'cinnamon', 'mate', 'xfce'].map((desktop) => `org.${desktop}.ScreenSaver`);

/** What a signal says: which sources are locked (true) or not; all of them where it names none. Null where it says nothing of locks. Pure. */
export function lockIn({ interface: of, member, body }: Message): { source: 'saver' | 'login' | null; locked: boolean } | null {
  if (of !== undefined && savers.includes(of) && member === 'ActiveChanged' && typeof body[0] === 'boolean') {
    // Whatever else said so: who sees the desktop again has unlocked it.
    return body[0] ? { source: 'saver', locked: true } : { source: null, locked: false };
  }
  if (of === SESSION && member === 'Unlock') return { source: null, locked: false };
  if (of === PROPERTIES && member === 'PropertiesChanged' && body[0] === SESSION) {
    const hint = entriesOf(body[1]).get('LockedHint');
    if (typeof hint === 'boolean') return { source: 'login', locked: hint };
  }
  return null;
}

/** Puts what several sources say together. `told` hears of each change. */
export function gatherLocks(told: (locked: boolean) => void): (message: Message) => void {
  const locked = new Set<string>();
  let before = false;
  return (message) => {
    const said = lockIn(message);
    if (said === null) return;
    if (said.source === null) locked.clear();
    else if (said.locked) locked.add(said.source);
    else locked.delete(said.source);
    const now = locked.size > 0;
    if (now === before) return;
    before = now;
    told(now);
  };
}

/** Hears the screen savers on the session bus. */
export async function hearSavers(bus: Bus, hear: (message: Message) => void): Promise<void> {
  for (const name of savers)
    await bus.listen(
      `type='signal',interface='${name}',member='ActiveChanged'`,
      { interface: name, member: 'ActiveChanged' },
      hear,
    );
}

/** Hears of this process's own session on the system bus. Rejects where it is in none. */
export async function hearLogin(bus: Bus, process: number, hear: (message: Message) => void): Promise<void> {
  const [session] = await bus.call({
    destination: LOGIN,
    path: '/org/freedesktop/login1',
    interface: `${LOGIN}.Manager`,
    member: 'GetSessionByPID',
    signature: 'u',
    body: [process],
  });
  const rule = `type='signal',sender='${LOGIN}',path='${String(session)}'`;
  await bus.listen(rule, { interface: SESSION, member: 'Unlock' }, hear);
  await bus.listen(rule, { interface: PROPERTIES, member: 'PropertiesChanged' }, hear);
}
