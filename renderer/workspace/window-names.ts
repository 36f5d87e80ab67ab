/** What windows are called where one chooses among them: by what they show first. Pure. */
import { type Layout, type Pane, panesOf } from '../../shared/layout.ts';
import { shownPanes } from '../state/layout-edits.ts';

/** The titles that a name holds; what else a window shows is counted. */
const NAMED = 2;

export type WindowTitles = {
  titles: string[];
  /** Panes that are not named. */
  more: number;
  /** Which one it is of those that would be called the same, from 1; null where there is only one. */
  nth: number | null;
};

/** The names of windows, in their order. `titleOf` is empty for what has no title. */
export function windowTitles(layouts: readonly Layout[], titleOf: (pane: Pane) => string): WindowTitles[] {
  const named = layouts.map(({ root }) => {
    const all = panesOf(root);
    // What is seen first names it; what lies beneath in stacks only counts.
    const titles = shownPanes(root)
      .map(titleOf)
      .filter((title) => title !== '')
      .slice(0, NAMED);
    return { titles, more: all.length - Math.max(1, titles.length) };
  });
  const keys = named.map((name) => JSON.stringify(name));
  return named.map((name, at) => {
    const same = keys.filter((key) => key === keys[at]).length;
    return { ...name, nth: same > 1 ? keys.slice(0, at + 1).filter((key) => key === keys[at]).length : null };
  });
}
