/**
 * Where a window stands by its form. What is remembered of a window is always where it stands when it is free, for each
 * arrangement of displays; a docked one and a mini view are made out from that, so the way back is exact whatever displays did. Pure.
 *
 *      work area ┌───┬──────────────────────┬───┐
 *                │ d │      ┌────────┐      │ d │   d   docked: at the edge of the display that the free place is on
 *                │   │      │ free   │      │   │   m   mini view: a place of its own
 *                │   │      └────────┘ ┌─┐  │   │
 *                │   │                 │m│  │   │
 *                └───┴─────────────────┴─┴──┴───┘
 */
import { type FormKind, LEAST_DOCK_WIDTH, MINI_SIZE, type WindowForm } from '../../shared/window-form.ts';
import { type Area, type Bounds, homeOf, place } from './placement.ts';
import type { Place } from './places.ts';

/** What a window manager draws around a window, and a window's bounds do not count (px). */
export type Frame = { top: number; bottom: number };
export const NO_FRAME: Frame = { top: 0, bottom: 0 };
/** Nobody tells how high frames are under X11: as high as title bars usually are. */
export const X11_FRAME: Frame = { top: 32, bottom: 6 };

/** A window that is no mini view is at least so large (px). */
export const LEAST_SIZE: Readonly<{ width: number; height: number }> = { width: LEAST_DOCK_WIDTH, height: 320 };

/** How small a person can make a window of this form. */
export function leastSize(kind: FormKind): Readonly<{ width: number; height: number }> {
  return kind === 'mini' ? MINI_SIZE : LEAST_SIZE;
}

/** Where a window of this form stands that would stand at `free` if it were free. A free one: just there. */
export function formed(form: WindowForm, free: Place, areas: readonly Area[], frame: Frame): Place {
  if (form.kind === 'free') return free;
  if (form.kind === 'mini') return { state: 'normal', bounds: place(form.mini ?? miniIn(free.bounds), areas) };
  const area = homeOf(free.bounds, areas);
  return area ? { state: 'normal', bounds: dockedIn(area, form, frame) } : free;
}

/**
 * A person has put a window somewhere: its form, and where it would stand now if it were free. A docked one stays docked, as wide
 * as it was made, on the display that it was taken to; one that fills its display for a while has not been put anywhere.
 */
export function put(form: WindowForm, stands: Place, free: Place, areas: readonly Area[]): { form: WindowForm; free: Place } {
  if (form.kind === 'free') return { form, free: stands };
  if (stands.state !== 'normal') return { form, free };
  if (form.kind === 'mini') return { form: { ...form, mini: stands.bounds }, free };
  const dockWidth = Math.max(stands.bounds.width, LEAST_DOCK_WIDTH);
  return { form: { ...form, dockWidth }, free: broughtTo(homeOf(stands.bounds, areas), free, areas) };
}

/** A window takes another form: that form, and whether it stays above all others now. */
export function changed(form: WindowForm, kind: FormKind, onTop: boolean): { form: WindowForm; onTop: boolean } {
  if (kind === form.kind) return { form, onTop };
  const wasOnTop = form.kind === 'mini' ? form.wasOnTop : onTop;
  return kind === 'mini' ? { form: { ...form, kind, wasOnTop }, onTop: true } : { form: { ...form, kind }, onTop: wasOnTop };
}

function dockedIn(area: Bounds, { kind, dockWidth }: WindowForm, frame: Frame): Bounds {
  const width = Math.min(dockWidth, area.width);
  return {
    x: kind === 'docked-left' ? area.x : area.x + area.width - width,
    y: area.y + frame.top,
    width,
    height: Math.max(area.height - frame.top - frame.bottom, 1),
  };
}

/** A mini view begins in the upper right corner of what the window was: its pane stays where one looks. */
function miniIn({ x, y, width }: Bounds): Bounds {
  return { x: x + width - MINI_SIZE.width, y, ...MINI_SIZE };
}

/** The same place on another display: as far from its corner, as far as there is room. */
function broughtTo(area: Bounds | null, free: Place, areas: readonly Area[]): Place {
  const from = homeOf(free.bounds, areas);
  if (!area || !from || area === from) return free;
  const shifted = { ...free.bounds, x: free.bounds.x + area.x - from.x, y: free.bounds.y + area.y - from.y };
  return { ...free, bounds: place(shifted, [{ workArea: area }]) };
}
