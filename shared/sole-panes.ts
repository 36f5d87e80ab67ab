/**
 * A pane lives in one window. Two layouts can both have it when something died while it moved; this tells which keeps it, whenever one of
 * them is opened. Pure.
 */
import { type Layout, type PaneId, panesOf } from './layout.ts';
import { movesOf } from './pane-moves.ts';

export type Claims = {
  /** Panes that the window does not have any more: another that is open has them. */
  gone: PaneId[];
  /** What other windows have to give up, by window. */
  taken: ReadonlyMap<string, PaneId[]>;
};

/**
 * What becomes of panes that a window shares with others when it is opened. Who has been given a pane last has it; of two that were given
 * it equally often, the one that is open. To one that is not open nothing is lost: it may never come, and takes its panes when it does.
 */
export function claimed(window: string, layouts: ReadonlyMap<string, Layout>, open: ReadonlySet<string>): Claims {
  const own = layouts.get(window);
  const gone: PaneId[] = [];
  const taken = new Map<string, PaneId[]>();
  for (const pane of own ? panesOf(own.root) : []) {
    const rivals = [...layouts].flatMap(([name, { root }]) => {
      if (name === window) return [];
      const same = panesOf(root).find(({ id }) => id === pane.id);
      return same ? [{ name, nth: movesOf(same) }] : [];
    });
    if (rivals.some(({ name, nth }) => open.has(name) && nth >= movesOf(pane))) {
      gone.push(pane.id);
      continue;
    }
    for (const { name, nth } of rivals) {
      if (nth < movesOf(pane)) taken.set(name, [...(taken.get(name) ?? []), pane.id]);
    }
  }
  return { gone, taken };
}
