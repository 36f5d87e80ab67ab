/**
 * Where a window goes: saved bounds and the displays of now in, bounds out. A window comes back where it was, if people can
 * take hold of it there; else it comes to the nearest place where they can.
 *
 *      work area ┌──────────────────────────────┐
 *                │                   ┌──────────┼─ ─ ─ ┐
 *                │                   │▒▒▒▒▒▒▒▒▒▒│ title │   ▒ reachable: at least 100 px wide and a strip high,
 *                │                   │          │             on one work area
 *                └───────────────────┼──────────┘       │
 *                                    └ ─ ─ ─ ─ ─ ─ ─ ─ ─┘
 *
 * All numbers are logical pixels of the virtual desktop; displays left of or above the primary one have negative ones.
 */
import { MINI_SIZE } from '../../shared/window-form.ts';

export type Bounds = { x: number; y: number; width: number; height: number };
export type Point = { x: number; y: number };
export type Size = { width: number; height: number };
/** A display, as far as placement is concerned: the part of it that docks and bars leave free. */
export type Area = { workArea: Bounds };

/** How much of the title strip must be on one work area. */
export const REACHABLE_WIDTH = 100;
export const TITLE_HEIGHT = 32;
/** A mini view; what a person can make of another window is larger (forms.ts). */
export const SMALLEST: Readonly<{ width: number; height: number }> = MINI_SIZE;
const FIRST: Readonly<{ width: number; height: number }> = { width: 1600, height: 1000 };
/** Each further window of the same place is this much off, so that both are seen. */
const CASCADE = 32;
/** Where a window that is dropped is held, from its upper left corner. */
const HELD: Point = { x: 80, y: 14 };

/** Whether a window's title strip can be reached with a pointer: full height, at least 100 px wide, on one work area. */
export function isReachable(bounds: Bounds, areas: readonly Area[]): boolean {
  return areas.some(({ workArea }) => {
    const width = Math.min(bounds.x + bounds.width, workArea.x + workArea.width) - Math.max(bounds.x, workArea.x);
    const strip = bounds.y >= workArea.y && bounds.y + TITLE_HEIGHT <= workArea.y + workArea.height;
    return strip && width >= REACHABLE_WIDTH;
  });
}

/**
 * The bounds for a window that was at `saved`. Unchanged if it is reachable on a work area that it does not outgrow, and no
 * smaller than a window can be; else made to fit one work area (the one it shares most with, or the nearest) and moved by the
 * least that makes all of it seen. Whatever it answers it leaves alone when it is asked again.
 */
export function place(saved: Bounds, areas: readonly Area[]): Bounds {
  if (areas.some((area) => isReachable(saved, [area]) && fits(saved, area.workArea))) return saved;
  const area = homeOf(saved, areas);
  if (!area) return saved;
  const { width, height } = sizeWithin(saved, area);
  const sized = { x: saved.x, y: saved.y, width, height };
  if (isReachable(sized, [{ workArea: area }])) return sized;
  return {
    x: clamp(saved.x, area.x, area.x + area.width - width),
    y: clamp(saved.y, area.y, area.y + area.height - height),
    width,
    height,
  };
}

/**
 * The bounds for a new window: beside the one it was opened from, or the middle of the first display. Never exactly over one of
 * `taken`, as long as there is another place.
 */
export function placeNew(beside: Bounds | null, taken: readonly Bounds[], areas: readonly Area[]): Bounds {
  let candidate = beside ? place(stepped(beside), areas) : middleOf(areas);
  for (let tries = 0; tries < taken.length && taken.some((other) => sameCorner(other, candidate)); tries += 1)
    candidate = place(stepped(candidate), areas);
  return candidate;
}

/**
 * The bounds for a window that is dropped at a point: its title strip under the pointer, all of it on the display that has the point (or is
 * nearest to it).
 */
export function placeUnder(point: Point, size: Size, areas: readonly Area[]): Bounds {
  const spot = { ...point, width: 1, height: 1 };
  const area = areas.find(({ workArea }) => contains(workArea, point))?.workArea ?? homeOf(spot, areas);
  const wanted = { x: point.x - HELD.x, y: point.y - HELD.y, ...size };
  if (!area) return wanted;
  const { width, height } = sizeWithin(wanted, area);
  return {
    x: clamp(wanted.x, area.x, area.x + area.width - width),
    y: clamp(wanted.y, area.y, area.y + area.height - height),
    width,
    height,
  };
}

/** Whether a point is in the bounds; their right and lower edges are outside. */
export function contains({ x, y, width, height }: Bounds, point: Point): boolean {
  return point.x >= x && point.x < x + width && point.y >= y && point.y < y + height;
}

function fits(bounds: Bounds, area: Bounds): boolean {
  const { width, height } = sizeWithin(bounds, area);
  return bounds.width === width && bounds.height === height;
}

/** The nearest size that a window can have there. */
function sizeWithin({ width, height }: Bounds, area: Bounds): { width: number; height: number } {
  return {
    width: Math.min(Math.max(width, SMALLEST.width), area.width),
    height: Math.min(Math.max(height, SMALLEST.height), area.height),
  };
}

function stepped(bounds: Bounds): Bounds {
  return { ...bounds, x: bounds.x + CASCADE, y: bounds.y + CASCADE };
}

function sameCorner(a: Bounds, b: Bounds): boolean {
  return a.x === b.x && a.y === b.y;
}

function middleOf(areas: readonly Area[]): Bounds {
  const area = areas[0]?.workArea;
  if (!area) return { x: 0, y: 0, ...FIRST };
  const width = Math.min(FIRST.width, area.width);
  const height = Math.min(FIRST.height, area.height);
  return {
    x: area.x + Math.floor((area.width - width) / 2),
    y: area.y + Math.floor((area.height - height) / 2),
    width,
    height,
  };
}

/** The work area that shares most with the bounds; where none does, the one whose middle is nearest. */
export function homeOf(bounds: Bounds, areas: readonly Area[]): Bounds | null {
  const ranked = areas
    .map(({ workArea }) => ({ workArea, shared: sharedArea(bounds, workArea), away: distance(bounds, workArea) }))
    .sort((a, b) => b.shared - a.shared || a.away - b.away);
  return ranked[0]?.workArea ?? null;
}

/** By how much two bounds differ where they differ most (px). */
export function apart(a: Bounds, b: Bounds): number {
  return Math.max(...[a.x - b.x, a.y - b.y, a.width - b.width, a.height - b.height].map(Math.abs));
}

export function overlaps(a: Bounds, b: Bounds): boolean {
  return sharedArea(a, b) > 0;
}

function sharedArea(a: Bounds, b: Bounds): number {
  const width = Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x);
  const height = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y);
  return width > 0 && height > 0 ? width * height : 0;
}

function distance(a: Bounds, b: Bounds): number {
  return Math.hypot(a.x + a.width / 2 - (b.x + b.width / 2), a.y + a.height / 2 - (b.y + b.height / 2));
}

function clamp(value: number, low: number, high: number): number {
  return Math.min(Math.max(value, low), high);
}
