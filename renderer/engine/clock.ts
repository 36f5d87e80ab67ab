/** Time, handed in wherever it is needed, so that tests can make their own. */
export interface Clock {
  /** Milliseconds since 1970-01-01 UTC, by this computer. */
  now(): number;
  /** Runs `task` once after `ms`; returns how to call it off. */
  after(ms: number, task: () => void): () => void;
}

export const systemClock: Clock = {
  now: () => Date.now(),
  after(ms, task) {
    const timer = setTimeout(task, ms);
    return () => clearTimeout(timer);
  },
};

/** What the engine tells its host's log. `detail` never holds message text or tokens. */
export type Log = (level: 'info' | 'warn' | 'error', message: string, detail?: unknown) => void;
