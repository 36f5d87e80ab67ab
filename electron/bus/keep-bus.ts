/** A connection to a message bus that is made again when it is lost, at a measured pace, for as long as the application runs. */
import type { Log } from '../log.ts';
import { type Bus, openBus } from './bus.ts';

const FIRST_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 60_000;

export interface KeptBus {
  /** The connection that is up, or null. */
  now(): Bus | null;
  close(): void;
}

/** `up` begins to listen on each new connection. Where there is no such bus, or nobody answers, nothing happens but a line in the log. */
export function keepBus(address: string | undefined, up: (bus: Bus) => Promise<void>, log: Log): KeptBus {
  let bus: Bus | null = null;
  let over = false;
  let wait = FIRST_WAIT_MS;
  let timer: NodeJS.Timeout | undefined;

  function again(): void {
    bus = null;
    if (over) return;
    timer = setTimeout(open, wait);
    // Nobody waits for it: the application may end.
    timer.unref();
    wait = Math.min(2 * wait, LONGEST_WAIT_MS);
  }

  function open(): void {
    if (address === undefined || address === '') return;
    openBus(address, again).then(
      async (opened) => {
        if (over) {
          opened.close();
          return;
        }
        bus = opened;
        try {
          await up(opened);
          wait = FIRST_WAIT_MS;
        } catch (error) {
          log('warn', 'bus.not-heard', { error });
          opened.close();
        }
      },
      (error: unknown) => {
        if (wait === FIRST_WAIT_MS) log('info', 'bus.none', { error });
        again();
      },
    );
  }

  open();
  return {
    now: () => bus,
    close() {
      over = true;
      clearTimeout(timer);
      bus?.close();
    },
  };
}

/** Where the buses of a Linux desktop are (D-Bus Specification, "Well-known Message Bus Instances"). */
export function busAddresses(env: NodeJS.ProcessEnv, platform: NodeJS.Platform): { session?: string; system?: string } {
  if (platform !== 'linux') return {};
  const session = env.DBUS_SESSION_BUS_ADDRESS ?? (env.XDG_RUNTIME_DIR ? `unix:path=${env.XDG_RUNTIME_DIR}/bus` : undefined);
  const system = env.DBUS_SYSTEM_BUS_ADDRESS ?? 'unix:path=/run/dbus/system_bus_socket';
  return session === undefined ? { system } : { session, system };
}
