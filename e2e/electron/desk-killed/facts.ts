/**
 * What is known of a desk before it is killed, and whether that is so afterwards. The desk is told apart into facts: where a window
 * stands, how its panes lie, and for each pane where one reads, what is written and what is selected.
 *
 * The promise: what has stood still for a second is back exactly. What has changed within the last second is back as it was at some moment
 * of that second: no older, and nothing that never was.
 */
import type { Bounds } from '../../../electron/windows/placement.ts';
import type { Box, PaneSeen, WindowSeen } from './look.ts';

/** What has stood still for this long (ms) is back exactly. */
export const STOOD_MS = 1_000;
/** A window may stand this far off (px), and a pane's border. */
const NEAR = 2;
/** A message may (px). */
const SAME = 1;

export type Cell = { box: Box; panes: string[]; selected: string };
export type Fact =
  | { kind: 'window'; bounds: Bounds }
  | { kind: 'layout'; cells: Cell[]; active: string | null }
  | { kind: 'reading'; at: PaneSeen['at'] }
  | { kind: 'draft'; text: string | null }
  | { kind: 'selection'; range: PaneSeen['selection'] };
export type Facts = ReadonlyMap<string, Fact>;
export type Sample = { at: number; facts: Facts };

export type DeskSeen = ReadonlyMap<string, { bounds: Bounds; seen: WindowSeen }>;

/** The facts of a desk as far as they are seen: of panes behind others only that they are there. */
export function factsOf(desk: DeskSeen): Facts {
  const facts = new Map<string, Fact>();
  for (const [name, { bounds, seen }] of desk) {
    facts.set(`${name}: window`, { kind: 'window', bounds });
    facts.set(`${name}: layout`, { kind: 'layout', cells: cellsOf(seen), active: seen.active });
    for (const pane of seen.panes) {
      // A pane that shows nothing yet is nowhere.
      if (pane.at !== null) facts.set(`${pane.pane}: reading`, { kind: 'reading', at: pane.at });
      facts.set(`${pane.pane}: draft`, { kind: 'draft', text: pane.draft });
      // An empty field has nothing to select.
      if (pane.draft) facts.set(`${pane.pane}: selection`, { kind: 'selection', range: pane.selection });
    }
  }
  return facts;
}

/** All panes of a desk, also those behind others. */
export function panesOf(desk: DeskSeen): Set<string> {
  return new Set([...desk.values()].flatMap(({ seen }) => cellsOf(seen).flatMap(({ panes }) => panes)));
}

function cellsOf({ panes, stacks }: WindowSeen): Cell[] {
  return panes
    .map(({ pane, box }) => {
      const stack = stacks.find(({ selected }) => selected === pane);
      return { box, panes: stack?.panes ?? [pane], selected: pane };
    })
    .sort((a, b) => a.box[1] - b.box[1] || a.box[0] - b.box[0]);
}

export type Expected = { key: string /** Oldest first; one alone has stood still. */; oneOf: Fact[] };

/** What must be there after a kill, by what was seen before it. `before`: when it was killed. Samples are in order of time. */
export function expectedOf(samples: readonly Sample[], before: number): Expected[] {
  const histories = new Map<string, { at: number; fact: Fact }[]>();
  for (const { at, facts } of samples) {
    for (const [key, fact] of facts) {
      const history = histories.get(key) ?? [];
      histories.set(key, history);
      const last = history.at(-1);
      if (!last || !isSame(last.fact, fact)) history.push({ at, fact });
    }
  }
  return [...histories].map(([key, history]) => {
    const stood = history.findLastIndex(({ at }) => at <= before - STOOD_MS);
    return { key, oneOf: history.slice(Math.max(0, stood)).map(({ fact }) => fact) };
  });
}

/** Whether two facts are the same, as far as anyone sees. `tops`: where messages stand now, for one that may not be the first in view. */
export function isSame(before: Fact, now: Fact | undefined, tops: PaneSeen['tops'] = []): boolean {
  if (now === undefined) return false;
  if (before.kind === 'window' && now.kind === 'window') {
    const keys = ['x', 'y', 'width', 'height'] as const;
    return keys.every((key) => Math.abs(before.bounds[key] - now.bounds[key]) <= NEAR);
  }
  if (before.kind === 'layout' && now.kind === 'layout')
    return (
      before.active === now.active &&
      before.cells.length === now.cells.length &&
      before.cells.every((cell, at) => isSameCell(cell, now.cells[at]))
    );
  if (before.kind === 'reading' && now.kind === 'reading') return isSamePlace(before.at, now.at, tops);
  return JSON.stringify(before) === JSON.stringify(now);
}

function isSameCell(before: Cell, now: Cell | undefined): boolean {
  return (
    now !== undefined &&
    before.selected === now.selected &&
    before.panes.join() === now.panes.join() &&
    before.box.every((side, at) => Math.abs(side - (now.box[at] ?? 0)) <= NEAR)
  );
}

function isSamePlace(before: PaneSeen['at'], now: PaneSeen['at'], tops: PaneSeen['tops']): boolean {
  if (before === null || now === null || before === 'bottom' || now === 'bottom') return before === now;
  const top = before.seq === now.seq ? now.top : tops.find(([seq]) => seq === before.seq)?.[1];
  return top !== undefined && Math.abs(top - before.top) <= SAME;
}

/** Whether a fact is one of those expected. One who scrolled at the end may also be back at what lies between. */
export function isAmong({ oneOf }: Expected, now: Fact, tops: PaneSeen['tops']): boolean {
  if (oneOf.some((fact) => isSame(fact, now, tops))) return true;
  if (now.kind !== 'reading' || oneOf.length < 2) return false;
  const order = (at: PaneSeen['at']) => (at === null || at === 'bottom' ? Number.POSITIVE_INFINITY : at.seq);
  const passed = oneOf.map((fact) => (fact.kind === 'reading' ? order(fact.at) : Number.NaN));
  return order(now.at) >= Math.min(...passed) && order(now.at) <= Math.max(...passed);
}

/** A fact in words, short. */
export function inWords(fact: Fact | undefined): string {
  if (fact === undefined) return 'nothing';
  if (fact.kind !== 'layout') return JSON.stringify(fact);
  const short = (pane: string | null) => pane?.slice(0, 4);
  const cells = fact.cells.map(({ box, panes, selected }) => `[${box}] ${panes.map(short).join('+')} (${short(selected)})`);
  return `${cells.join(', ')}, active ${short(fact.active)}`;
}
