/** Whether somebody is at this computer: asked of the system now and then, and often enough to notice at once that they are back. */

/** Nobody has touched anything for so long: they are not there (s). */
export const IDLE_AFTER_S = 600;
/** While they are not there it is asked this often (ms): others see that they are back within five seconds of it. */
const BACK_MS = 2_000;
/** While they are, no more often than this (ms)… */
const SOONEST_MS = 5_000;
/** …and no less often than this: clocks may stand still while a computer sleeps. */
const LATEST_MS = 60_000;

/** What an answer of the system means, and when to ask again. Pure. */
export function afterLook(idleSeconds: number): { idle: boolean; againInMs: number } {
  if (idleSeconds >= IDLE_AFTER_S) return { idle: true, againInMs: BACK_MS };
  const left = (IDLE_AFTER_S - idleSeconds) * 1000;
  return { idle: false, againInMs: Math.min(Math.max(left, SOONEST_MS), LATEST_MS) };
}

export interface IdleWatch {
  /** Asks at once: something tells that a person is, or is not, there. */
  look(): void;
  stop(): void;
}

export function watchIdle(system: { getSystemIdleTime(): number }, told: (idle: boolean) => void): IdleWatch {
  let timer: NodeJS.Timeout | undefined;
  const look = (): void => {
    clearTimeout(timer);
    const { idle, againInMs } = afterLook(system.getSystemIdleTime());
    told(idle);
    timer = setTimeout(look, againInMs);
  };
  look();
  return { look, stop: () => clearTimeout(timer) };
}
