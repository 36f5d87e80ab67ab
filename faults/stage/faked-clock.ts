/** A wall clock that jumps, for the processes that are started with it: libfaketime, where it is installed (Debian: faketime). */
import { existsSync, globSync, writeFileSync } from 'node:fs';

export interface FakedClock {
  /** What a process has to be started with. */
  readonly env: NodeJS.ProcessEnv;
  /** From now on the clock is off by this much (s). */
  off(seconds: number): void;
}

const places = ['/usr/lib/*/faketime/libfaketimeMT.so.1', '/usr/lib/faketime/libfaketimeMT.so.1'];

/** The library; undefined where there is none. */
export function findLibrary(): string | undefined {
  return places.flatMap((place) => globSync(place)).find((path) => existsSync(path));
}

/** `file` tells the processes how far their clock is off. Only the wall clock: time that merely passes goes on as it does. */
export function fakedClock(library: string, file: string): FakedClock {
  const off = (seconds: number) => writeFileSync(file, `${seconds < 0 ? '-' : '+'}${Math.abs(seconds)}\n`);
  off(0);
  return {
    env: {
      LD_PRELOAD: library,
      FAKETIME_TIMESTAMP_FILE: file,
      FAKETIME_CACHE_DURATION: '1',
      FAKETIME_DONT_FAKE_MONOTONIC: '1',
    },
    off,
  };
}
