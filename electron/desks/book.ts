/** Keeps all desks: what pages, the tray and the menus ask about them, and do to them. */
import { randomUUID } from 'node:crypto';
import type { Arrangement, Desk, DeskId, DeskList } from '../../shared/desks.ts';
import type { Log } from '../log.ts';
import { added, besides, currentDesk, type Desks, deskOf, kept, listed, removed, renamed, turnedTo } from './desks.ts';

export interface DeskBook {
  list(): DeskList;
  current(): DeskId;
  /** Shows a desk. Resolves once windows have been told; of several asked for in the meantime the last is shown. Rejects with `not-found`. */
  switchTo(id: DeskId): Promise<void>;
  /** Told when a desk comes, goes, is renamed or shown, or has other windows. Returns how to stop. */
  onChange(listener: (list: DeskList) => void): () => void;
  desk(id: DeskId): Desk;
  shown(): Arrangement;
  make(name: string, arrangement: Arrangement): DeskId;
  rename(id: DeskId, name: string): void;
  /** Takes a desk away, after another is shown in its place where that is needed. Answers the names of the windows that went. */
  remove(id: DeskId): Promise<string[]>;
  /** The shown desk's windows are like this now. */
  keep(arrangement: Arrangement): void;
}

export type DeskBookParts = {
  saved: Desks;
  save: (desks: Desks) => void;
  /** Lets windows become those of the desk that `turn` answers (`WindowManager.change`). */
  show: (turn: () => Arrangement) => Promise<void>;
  log: Log;
};

export function openDeskBook({ saved, save, show, log }: DeskBookParts): DeskBook {
  let all = saved;
  let wanted: DeskId | null = null;
  let turning: Promise<void> | null = null;
  const listeners = new Set<(list: DeskList) => void>();

  /** While windows turn nothing is written: a disk takes as long for it as a page for its panes, and pages are told first. */
  let unwritten = false;
  const store = (): void => {
    unwritten = turning !== null;
    if (!unwritten) save(all);
  };

  const change = (next: Desks): void => {
    const before = JSON.stringify(listed(all));
    all = next;
    store();
    const list = listed(all);
    if (JSON.stringify(list) !== before) for (const listener of listeners) listener(list);
  };

  const turn = async (): Promise<void> => {
    while (wanted !== null && wanted !== all.current) {
      const to = wanted;
      const began = performance.now();
      await show(() => {
        // It may have been deleted while pages let go of their windows.
        if (all.desks.some(({ id }) => id === to)) change(turnedTo(all, to));
        return currentDesk(all);
      });
      log('info', 'desk.shown', {
        desk: to,
        windows: currentDesk(all).windows.length,
        tookMs: Math.round(performance.now() - began),
      });
      if (wanted === to) wanted = null;
    }
    wanted = null;
  };
  const switchTo = async (id: DeskId): Promise<void> => {
    wanted = deskOf(all, id).id;
    turning ??= turn().finally(() => {
      turning = null;
      if (unwritten) store();
    });
    await turning;
  };

  return {
    list: () => listed(all),
    current: () => all.current,
    switchTo,
    onChange(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    desk: (id) => deskOf(all, id),
    shown: () => currentDesk(all),
    make(name, { windows, places }) {
      const id = `desk-${randomUUID()}`;
      change(added(all, { id, name, windows, places }));
      return id;
    },
    rename: (id, name) => change(renamed(all, id, name)),
    async remove(id) {
      const windows = deskOf(all, id).windows.map((window) => window.id);
      const other = besides(all, id);
      if (id === all.current && other !== null) await switchTo(other);
      change(removed(all, id));
      return windows;
    },
    keep: (arrangement) => change(kept(all, arrangement)),
  };
}
