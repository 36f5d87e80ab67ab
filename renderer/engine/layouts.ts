/**
 * The layouts of all windows: loaded, saved, and changed together when panes move from one to another. What is on the disk is the truth;
 * it is changed first, and windows follow:
 *
 *   movePanes ─► both layouts stored at once ─► `left` to the source, which hands over what it keeps of the panes, and lets go
 *                                                  └─ delivered ─► `docked` to the destination, which shows them
 *
 * A window that is not open yet begins with the panes: they stay with their source, on the disk too, until it loads its layout, and so
 * nothing is lost where it never does.
 */
import type { EngineInput, EngineOutputs, EnginePushes, EnginePushName, OtherWindow } from '../../shared/engine-api.ts';
import { MullionError, problem } from '../../shared/errors.ts';
import { Layout, type Pane, PaneId, panesOf, type Tabs } from '../../shared/layout.ts';
import { alone, docked, movesOf, spotOf, stamped, withoutPanes } from '../../shared/pane-moves.ts';
import { claimed } from '../../shared/sole-panes.ts';
import type { Clock, Log } from './clock.ts';
import type { Ports } from './ports.ts';
import type { AccountKey, Kept, LayoutChange } from './store/kept.ts';

/** A window is given this long to hand over what it keeps of a pane (ms); a pane does not wait for one that hangs. */
const HAND_OVER_MS = 1_000;

export type LayoutParts = {
  kept(): Promise<Kept>;
  ports: Pick<Ports, 'named' | 'windows'>;
  clock: Clock;
  log: Log;
  newId(): string;
};

export interface Layouts {
  load(account: AccountKey, window: string): Promise<EngineOutputs['loadLayout']>;
  save(account: AccountKey, window: string, layout: Layout): Promise<void>;
  others(account: AccountKey, window: string): Promise<OtherWindow[]>;
  /** The layouts of these windows as they are stored. */
  read(account: AccountKey, windows: readonly string[]): Promise<OtherWindow[]>;
  /** `asker` is one of the two windows. Asked again, it does nothing that has been done. */
  move(account: AccountKey, asker: string, move: EngineInput<'movePanes'>): Promise<EngineOutputs['movePanes']>;
  /** One that is open is forgotten when its page is gone. */
  forget(account: AccountKey, window: string): Promise<void>;
  /** A window's port is gone. */
  gone(window: string): void;
}

type Docking = Omit<EnginePushes['docked'], 'drafts'>;

export function createLayouts(parts: LayoutParts): Layouts {
  const { ports, clock, log } = parts;
  /** What windows have been given and not been told yet: what they save meanwhile lacks it. */
  const untold = new Map<string, Set<Docking>>();
  /** What waits for windows to have heard. */
  const telling = new Map<string, Set<() => void>>();
  /** Windows that show the layout that is stored. */
  const shown = new Set<string>();
  /** Windows that have been closed, and whose pages are not gone yet. */
  const closing = new Map<string, AccountKey>();

  const place = () => PaneId.parse(parts.newId());

  /** Resolves when the window has had it, is gone, or hangs. */
  function tell<N extends EnginePushName & ('left' | 'docked')>(window: string, name: N, push: EnginePushes[N]): Promise<void> {
    const port = ports.named(window);
    if (!port) return Promise.resolve();
    return new Promise((resolve) => {
      const waiting = telling.get(window) ?? new Set();
      const done = () => {
        cancel();
        waiting.delete(done);
        resolve();
      };
      const cancel = clock.after(HAND_OVER_MS, () => {
        log('warn', 'a window does not answer while panes move', name);
        done();
      });
      telling.set(window, waiting.add(done));
      port.push(name, push, done);
    });
  }

  const lose = (window: string, panes: PaneId[]) => tell(window, 'left', { panes });

  /** From now on what a window saves gets these panes too, until it knows of them. */
  function owe(window: string, docking: Docking): Docking {
    untold.set(window, (untold.get(window) ?? new Set()).add(docking));
    return docking;
  }
  const owed = (window: string, docking: Docking | null) => docking && untold.get(window)?.delete(docking);

  function readable(saved: ReadonlyMap<string, unknown>): Map<string, Layout> {
    return new Map(
      [...saved].flatMap(([window, value]) => {
        const layout = Layout.safeParse(value);
        return layout.success ? [[window, layout.data] as const] : [];
      }),
    );
  }

  /** All layouts that can be read, as they are on the disk. */
  const stored = async (account: AccountKey): Promise<Map<string, Layout>> =>
    (await parts.kept()).changeLayouts(account, (all) => ({ save: new Map(), answer: readable(all) }));

  /** What to save when a window has this layout: its own without what others have, theirs without what it has. */
  function settled(window: string, layouts: Map<string, Layout>, open: ReadonlySet<string>) {
    const { gone, taken } = claimed(window, layouts, open);
    const save = new Map<string, Layout>();
    const own = layouts.get(window);
    if (own) save.set(window, withoutPanes(own, gone, place()));
    for (const [other, panes] of taken) {
      const theirs = layouts.get(other);
      if (theirs) save.set(other, withoutPanes(theirs, panes, place()));
    }
    return { save, gone, taken };
  }

  return {
    async load(account, window) {
      const kept = await parts.kept();
      const { saved, layout, taken } = await kept.changeLayouts(account, (all) => {
        const layouts = readable(all);
        const { save, taken } = settled(window, layouts, ports.windows());
        return { save, answer: { saved: all.get(window), layout: save.get(window), taken } };
      });
      // What others keep of the panes is handed over before the window asks for it.
      await Promise.all([...taken].map(([other, panes]) => lose(other, panes)));
      if (ports.named(window)) shown.add(window);
      if (layout) return { layout };
      if (saved === undefined || saved === null) return { layout: null };
      return {
        layout: null,
        problem: problem('storage', 'The saved layout cannot be read. It is kept; this window begins anew.'),
      };
    },
    async save(account, window, layout) {
      const kept = await parts.kept();
      const { gone } = await kept.changeLayouts(account, (all) => {
        const given = [...(untold.get(window) ?? [])];
        const whole = given.reduce((held, { cell, spot }) => docked(held, cell, spot), layout);
        const { save, gone } = settled(window, readable(all).set(window, whole), shown);
        return { save: new Map([...save].filter(([name]) => name === window)), answer: { gone } };
      });
      if (ports.named(window)) shown.add(window);
      if (gone.length > 0) await lose(window, gone);
    },
    async others(account, window) {
      const layouts = await stored(account);
      return [...ports.windows()].flatMap((name) => {
        const layout = layouts.get(name);
        return name === window || !layout ? [] : [{ window: name, layout }];
      });
    },
    async read(account, windows) {
      const layouts = await stored(account);
      return windows.flatMap((window) => {
        const layout = layouts.get(window);
        return layout ? [{ window, layout }] : [];
      });
    },
    async move(account, asker, { from, to, cell, spot }) {
      if (from === to || (asker !== from && asker !== to)) throw new MullionError('not-allowed', 'A window moves its own panes.');
      const isOpen = ports.named(to) !== undefined;
      const kept = await parts.kept();
      let owing: Docking | null = null;
      const decide = (all: ReadonlyMap<string, unknown>): LayoutChange<Docking> => {
        const layouts = readable(all);
        const source = layouts.get(from);
        const destination = layouts.get(to);
        if (isOpen && !destination) throw new MullionError('unavailable', 'That window is not ready yet. Try again in a moment.');
        const there = destination ? present(destination, cell) : [];
        if (there.length === cell.panes.length) return { save: new Map(), answer: { cell: { ...cell, panes: there }, spot } };
        if (!isOpen && destination) throw new MullionError('already-exists');
        const taken = source ? present(source, cell) : [];
        // Whoever gives panes may not have stored them yet; but what another has is given already.
        const everywhere = new Set([...layouts.values()].flatMap(({ root }) => panesOf(root).map(({ id }) => id)));
        if (asker === from) taken.push(...cell.panes.filter(({ id }) => !everywhere.has(id)));
        const [first] = taken;
        if (!first) throw new MullionError('not-found', 'This pane is in another window already.');
        const ids = taken.map(({ id }) => id);
        const nth = 1 + Math.max(...[...layouts.values()].flatMap(({ root }) => movesIn(root, ids)), ...taken.map(movesOf));
        const stood = source ? spotOf(source.root, ids) : null;
        const selected = Math.max(
          0,
          taken.findIndex(({ id }) => id === cell.panes[cell.selected]?.id),
        );
        const moving = stamped({ ...cell, panes: taken, selected }, () => ({ nth, from, spot: stood }));
        const save = new Map<string, Layout>();
        if (!destination) save.set(to, alone(moving));
        else {
          save.set(to, docked(destination, moving, spot));
          if (source) save.set(from, withoutPanes(source, ids, place()));
          // It may save what lacks them from the moment that they are stored.
          owing = owe(to, { cell: moving, spot });
        }
        return { save, answer: { cell: moving, spot } };
      };
      try {
        const docking = await kept.changeLayouts(account, decide);
        if (!isOpen) return { opened: false };
        const ids = docking.cell.panes.map(({ id }) => id);
        await lose(from, ids);
        const drafts = (await kept.drafts(account)).filter(({ pane }) => ids.includes(pane));
        await tell(to, 'docked', { ...docking, drafts });
        return { opened: true };
      } finally {
        owed(to, owing);
      }
    },
    async forget(account, window) {
      if (ports.named(window)) closing.set(window, account);
      else await (await parts.kept()).forgetLayout(account, window);
    },
    gone(window) {
      if (ports.named(window)) return;
      shown.delete(window);
      untold.delete(window);
      for (const done of telling.get(window) ?? []) done();
      telling.delete(window);
      const account = closing.get(window);
      if (account === undefined || !closing.delete(window)) return;
      const forgotten = parts.kept().then((kept) => kept.forgetLayout(account, window));
      forgotten.catch((error: unknown) => log('warn', 'the layout of a closed window could not be forgotten', error));
    },
  };
}

/** The panes of a cell that a layout has, as it has them. */
function present({ root }: Layout, cell: Tabs): Pane[] {
  const wanted = new Set(cell.panes.map(({ id }) => id));
  return panesOf(root).filter(({ id }) => wanted.has(id));
}

function movesIn(root: Layout['root'], ids: readonly PaneId[]): number[] {
  return panesOf(root).flatMap((pane) => (ids.includes(pane.id) ? [movesOf(pane)] : []));
}
