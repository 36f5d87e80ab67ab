/**
 * Whether the application goes on in the tray when its last window is closed. It does unless it is told not to, as messengers do:
 * who closes a window wants it out of the way, not to be unreachable. Where there is no tray it never does: nobody could get it back.
 */
import { MullionError } from '../../shared/errors.ts';
import { z } from '../../shared/schema.ts';
import type { DesktopHandlers } from '../ipc.ts';
import { readJson, writeJson } from '../json-file.ts';
import type { Log } from '../log.ts';

const Kept = z.object({ keepRunning: z.boolean() });

export interface KeepRunning {
  /** What is set. */
  isOn(): boolean;
  /** Refuses with `storage` where it cannot be kept. */
  set(on: boolean): void;
}

export function openKeepRunning(file: string, log: Log): KeepRunning {
  const kept = readJson(file, Kept);
  if (kept.state === 'corrupt') log('warn', 'tray.corrupt', { keptAs: kept.keptAs });
  let on = kept.state === 'read' ? kept.value.keepRunning : true;
  return {
    isOn: () => on,
    set(next) {
      try {
        writeJson(file, { keepRunning: next } satisfies z.infer<typeof Kept>);
      } catch (error) {
        throw new MullionError('storage', `${file} cannot be changed.`, { cause: error });
      }
      on = next;
    },
  };
}

/** What windows may ask of it. `hosted`: there is a tray. */
export function keepRunningHandlers(
  keepRunning: KeepRunning,
  hosted: () => boolean,
): Pick<DesktopHandlers, 'keepRunning' | 'setKeepRunning'> {
  return {
    keepRunning: () => ({ on: hosted() ? keepRunning.isOn() : null }),
    setKeepRunning({ on }) {
      keepRunning.set(on);
      return {};
    },
  };
}
