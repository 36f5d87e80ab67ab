/** What the operating system tells of the person at it: idle, locked, asleep. Told on; nothing is decided here. */
import type { PowerMonitor } from 'electron';
import { keepBus } from '../bus/keep-bus.ts';
import type { Message } from '../bus/message.ts';
import type { Log } from '../log.ts';
import { watchIdle } from './idle.ts';
import { gatherLocks, hearLogin } from './locks.ts';

export type SystemParts = {
  power: PowerMonitor;
  /** Where the system's message bus is; undefined where there is none. */
  systemBus: string | undefined;
  log: Log;
  idle(idle: boolean): void;
  locked(locked: boolean): void;
  /** The computer is going to sleep, or woke up. */
  sleep(asleep: boolean): void;
};

export interface System {
  /** A screen saver said something on the session bus. */
  hearSaver(message: Message): void;
}

export function watchSystem({ power, systemBus, log, ...told }: SystemParts): System {
  const idle = watchIdle(power, told.idle);
  const locked = (now: boolean): void => {
    log('info', 'system.locked', { locked: now });
    told.locked(now);
    idle.look();
  };
  const hear = gatherLocks(locked);
  // macOS and Windows.
  power.on('lock-screen', () => locked(true));
  power.on('unlock-screen', () => locked(false));
  power.on('suspend', () => {
    log('info', 'system.suspend');
    told.sleep(true);
  });
  power.on('resume', () => {
    log('info', 'system.resume');
    told.sleep(false);
    idle.look();
  });
  keepBus(systemBus, (bus) => hearLogin(bus, process.pid, hear), log);
  return { hearSaver: hear };
}
