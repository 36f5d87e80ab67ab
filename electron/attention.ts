/**
 * How much may be shown to the person at this computer now. Those who interrupt ask; the tray and the system tell. That the person
 * is presenting, and until when nothing may disturb them, outlasts a restart: a crash must not show what was to be hidden.
 *
 *   system: idle, locked ──┐                          ┌──► toasts ask (Attention)
 *   tray: presenting, ─────┼──► attention, its file ──┼──► the engine is told (circumstances)
 *   do not disturb until …─┘                          └──► the tray shows it
 */
import { atTheDesk, type Circumstances } from '../shared/circumstances.ts';
import type { ChosenStatus } from '../shared/model.ts';
import { z } from '../shared/schema.ts';
import { readJson, writeJson } from './json-file.ts';
import type { Log } from './log.ts';

/** What those who interrupt ask. */
export interface Attention {
  /** The screen is locked: whoever passes by may read it. */
  isLocked(): boolean;
  /** Others see this screen: neither names nor words may be shown unasked. */
  isPresenting(): boolean;
  /** The person wants not to be disturbed, for a while or as their chosen presence. */
  doNotDisturb(): boolean;
  /** Calls the listener whenever one of these has changed. Returns how to stop. */
  onChange(listener: () => void): () => void;
}

/** The same, for those who tell it. */
export interface AttentionKeeper extends Attention {
  circumstances(): Circumstances;
  /** When the timed "do not disturb" ends (ms); null where there is none. */
  undisturbedUntil(): number | null;
  observe(seen: Partial<Pick<Circumstances, 'idle' | 'locked'>>): void;
  present(on: boolean): void;
  /** Not to be disturbed until then (ms); null ends it. */
  disturbNotUntil(end: number | null): void;
  /** The person's presence as they chose it; null while nobody is signed in or it is automatic. */
  chose(status: ChosenStatus | null): void;
  /** Time may have passed unnoticed: the computer slept. */
  look(): void;
  stop(): void;
}

export type AttentionParts = {
  /** Kept here. */
  file: string;
  log: Log;
  now?: () => number;
  /** Runs a task later; returns how to cancel it. */
  after?: (ms: number, task: () => void) => () => void;
};

/** Timers do not count the time for which a computer sleeps: no end is waited for longer than this without looking at the clock. */
const LOOK_MS = 30_000;

const Kept = z.object({ presenting: z.boolean(), until: z.number().nullable() });

export function openAttention({ file, log, now = () => Date.now(), after = timeout }: AttentionParts): AttentionKeeper {
  const listeners = new Set<() => void>();
  const kept = readJson(file, Kept);
  if (kept.state === 'corrupt') log('warn', 'attention.corrupt', { keptAs: kept.keptAs });
  let { presenting, until } = kept.state === 'read' ? kept.value : { presenting: false, until: null };
  let seen = { idle: atTheDesk.idle, locked: atTheDesk.locked };
  let chosen: ChosenStatus | null = null;
  let cancel = (): void => undefined;

  const circumstances = (): Circumstances => ({ ...seen, presenting, doNotDisturb: until !== null });
  const told = (): string => JSON.stringify([circumstances(), chosen, until]);
  let before = told();

  /** Ends what is over, and tells what is new. */
  function look(): void {
    cancel();
    if (until !== null && now() >= until) keep({ until: null });
    if (until !== null) cancel = after(Math.min(until - now(), LOOK_MS), look);
    const fresh = told();
    if (fresh === before) return;
    before = fresh;
    for (const listener of [...listeners]) listener();
  }

  function keep(next: { presenting?: boolean; until?: number | null }): void {
    if (next.presenting !== undefined) presenting = next.presenting;
    if (next.until !== undefined) until = next.until;
    try {
      writeJson(file, { presenting, until } satisfies z.infer<typeof Kept>);
    } catch (error) {
      // It holds all the same, until the application ends.
      log('error', 'attention.not-kept', { error });
    }
  }

  look();
  return {
    isLocked: () => seen.locked,
    isPresenting: () => presenting,
    doNotDisturb: () => until !== null || chosen === 'dnd',
    onChange(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    circumstances,
    undisturbedUntil: () => until,
    observe(next) {
      seen = { ...seen, ...next };
      look();
    },
    present(on) {
      if (on !== presenting) keep({ presenting: on });
      look();
    },
    disturbNotUntil(end) {
      if (end !== until) keep({ until: end });
      look();
    },
    chose(status) {
      chosen = status;
      look();
    },
    look,
    stop: () => cancel(),
  };
}

function timeout(ms: number, task: () => void): () => void {
  const timer = setTimeout(task, ms);
  return () => clearTimeout(timer);
}
