/**
 * What is being typed, per pane and channel. The engine keeps it durably; this window keeps it in memory too, so that a
 * pane that is moved finds it at once, and what the engine missed while it was gone is told later.
 */
import type { Draft } from '../../shared/engine-api.ts';
import type { PaneId } from '../../shared/layout.ts';
import type { ChannelId, PersonId } from '../../shared/model.ts';
import type { EngineClient } from './engine.ts';

/** A draft is handed to the engine this long (ms) after the last key, and at least every `MOST_MS` while one types. */
export const QUIET_MS = 200;
export const MOST_MS = 400;

export interface Drafts {
  /** The draft as this window knows it; empty where there is none. */
  get(pane: PaneId, channel: ChannelId): string;
  /** Keeps it, and soon hands it to the engine. */
  set(pane: PaneId, channel: ChannelId, text: string): void;
  /**
   * From now on nothing of a draft is handed over: it is about to be sent, and what reached the disk after it would come back
   * as unsent. Resolves when what was handed over before is there, or is known not to be.
   */
  hold(pane: PaneId, channel: ChannelId): Promise<void>;
  /** The sending has ended, well or not: what stands in the draft now is handed over soon. */
  release(pane: PaneId, channel: ChannelId): void;
  /**
   * A pane of this channel was opened: resolves with its draft as it is stored. One without takes over what was begun in a pane
   * that is gone.
   */
  opened(pane: PaneId, channel: ChannelId): Promise<string>;
  /** Hands everything over now. */
  flush(): void;
  /** These panes go to another window: what was written in them is handed over now, and no longer this window's. */
  left(panes: readonly PaneId[]): void;
  /** These have come from another window, with what has been written in them. */
  arrived(panes: readonly PaneId[], stored: readonly Draft[]): void;
  /** Resolves when all that was handed over is stored, or known not to be. */
  stored(): Promise<void>;
  /**
   * These panes are about to be shown here, and were in another window before: what is stored is read again, because it may be newer
   * than what was read here. What was typed here and not handed over yet stays. `reading`: an answer to `loadDrafts` asked for since.
   */
  again(reading: Promise<{ drafts: Draft[] }>, panes: readonly PaneId[]): Promise<void>;
  /** Someone else has signed in: what was not handed over is not theirs. */
  stop(): void;
}

type Kept = { pane: PaneId; channel: ChannelId; text: string; touched: boolean; timer: number | undefined; since: number };

const keyOf = (pane: PaneId, channel: ChannelId): string => `${pane} ${channel}`;

/** When a draft is to be handed over: after a quiet moment, but not later than `MOST_MS` after the first unsaved key. */
export function saveDelay(now: number, unsavedSince: number): number {
  return Math.max(0, Math.min(QUIET_MS, unsavedSince + MOST_MS - now));
}

export function createDrafts(engine: EngineClient): Drafts {
  const drafts = new Map<string, Kept>();
  /** Being sent, and on their way to the disk. */
  const held = new Set<string>();
  const storing = new Map<string, Promise<void>>();

  const save = (draft: Kept) => {
    window.clearTimeout(draft.timer);
    draft.timer = undefined;
    const { pane, channel, text } = draft;
    const stored = engine.call('saveDraft', { pane, channel, text }).then(
      () => undefined,
      (error: unknown) => console.warn('A draft could not be stored; it is kept in this window.', error),
    );
    storing.set(keyOf(pane, channel), stored);
  };
  const saveSoon = (draft: Kept, now: number) => {
    draft.timer = window.setTimeout(() => save(draft), saveDelay(now, draft.since));
  };
  const take = (stored: readonly Draft[]) => {
    for (const { pane, channel, text } of stored) {
      const key = keyOf(pane, channel);
      if (!drafts.get(key)?.touched) drafts.set(key, { pane, channel, text, touched: false, timer: undefined, since: 0 });
    }
  };

  /** Panes that are shown as they were left: they have nothing to take over that is not known here. */
  const returning = new Set<PaneId>();
  let isLoaded = false;
  const loaded = engine.call('loadDrafts', {}).then(
    ({ drafts: stored }) => {
      take(stored);
      isLoaded = true;
    },
    (error: unknown) => console.warn('Stored drafts could not be read.', error),
  );
  const textOf = (pane: PaneId, channel: ChannelId) => drafts.get(keyOf(pane, channel))?.text ?? '';
  const flush = () => {
    for (const draft of drafts.values()) if (draft.timer !== undefined) save(draft);
  };

  const forget = (panes: readonly PaneId[]) => {
    for (const [key, draft] of drafts) if (panes.includes(draft.pane)) drafts.delete(key);
  };

  /** Takes over what was begun in a pane that is gone. */
  const takeOver = async (pane: PaneId, channel: ChannelId) => {
    // What was typed there last may not have been handed over yet: it comes along, and is not stored for that pane afterwards.
    flush();
    const { draft } = await engine.call('takeDraft', { pane, channel });
    if (!draft) return;
    // Something was written here meanwhile: that goes on here, and the other waits where it was.
    if (drafts.get(keyOf(pane, channel))?.touched) await engine.call('saveDraft', draft);
    else {
      drafts.delete(keyOf(draft.pane, channel));
      take([{ ...draft, pane }]);
    }
  };
  const end = new AbortController();
  window.addEventListener('pagehide', flush, { signal: end.signal });
  document.addEventListener('visibilitychange', () => document.visibilityState === 'hidden' && flush(), { signal: end.signal });

  return {
    async opened(pane, channel) {
      // At the start all panes are opened at once: they ask only where what was read says that there is something to take.
      const asks = isLoaded && !returning.delete(pane);
      await loaded;
      const begun = [...drafts.values()].some((draft) => draft.channel === channel && draft.text !== '');
      if (textOf(pane, channel) === '' && (asks || begun))
        await takeOver(pane, channel).catch((error: unknown) => console.warn('An earlier draft could not be read.', error));
      return textOf(pane, channel);
    },
    flush,
    left(panes) {
      for (const draft of drafts.values()) if (draft.timer !== undefined && panes.includes(draft.pane)) save(draft);
      forget(panes);
    },
    arrived(panes, stored) {
      forget(panes);
      take(stored);
    },
    stored: async () => void (await Promise.all(storing.values())),
    async again(reading, panes) {
      await loaded;
      const { drafts: stored } = await reading;
      for (const [key, { timer }] of drafts) if (timer === undefined && !held.has(key)) drafts.delete(key);
      take(stored);
      returning.clear();
      for (const pane of panes) returning.add(pane);
    },
    stop() {
      end.abort();
      for (const draft of drafts.values()) window.clearTimeout(draft.timer);
      drafts.clear();
    },
    async hold(pane, channel) {
      const key = keyOf(pane, channel);
      held.add(key);
      const draft = drafts.get(key);
      window.clearTimeout(draft?.timer);
      if (draft) draft.timer = undefined;
      await storing.get(key);
    },
    release(pane, channel) {
      const key = keyOf(pane, channel);
      held.delete(key);
      const draft = drafts.get(key);
      if (!draft || draft.timer !== undefined) return;
      const now = Date.now();
      draft.since = now;
      saveSoon(draft, now);
    },
    get: textOf,
    set(pane, channel, text) {
      const key = keyOf(pane, channel);
      const known = drafts.get(key);
      if ((known?.text ?? '') === text) return;
      const now = Date.now();
      window.clearTimeout(known?.timer);
      const since = known?.timer === undefined ? now : known.since;
      const draft: Kept = { pane, channel, text, touched: true, timer: undefined, since };
      drafts.set(key, draft);
      if (!held.has(key)) saveSoon(draft, now);
    },
  };
}

const perEngine = new WeakMap<EngineClient, { account: PersonId | undefined; drafts: Drafts }>();

/** The drafts of one person at this page's engine; made, and read from the engine, at the first call for that person. */
export function draftsOf(engine: EngineClient, account: PersonId | undefined): Drafts {
  const known = perEngine.get(engine);
  // Between two sign-ins there is no one: the drafts are still those of the person who was here.
  if (known && (account === undefined || known.account === account)) return known.drafts;
  known?.drafts.stop();
  const drafts = createDrafts(engine);
  perEngine.set(engine, { account, drafts });
  return drafts;
}
