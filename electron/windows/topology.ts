/**
 * The arrangement of displays that a desk is laid out for. Two are the same when every display is where it was, with the same
 * size, scale and rotation, and the same one is primary: a dock that gives its monitors new numbers changes nothing.
 */
import type { Area, Bounds } from './placement.ts';

export type Display = Area & { bounds: Bounds; scaleFactor: number; rotation: number; primary: boolean };

/** The arrangement, as what each display is and where, in no system's order. */
export type Topology = readonly string[];

/** Empty where there is no display at all, as for a moment while a graphics driver restarts. */
export function topologyOf(displays: readonly Display[]): Topology {
  return displays.map(nameOf).sort();
}

export function isSameTopology(one: Topology, other: Topology): boolean {
  return one.length === other.length && one.every((display, at) => display === other[at]);
}

/** How many displays both have, each where it is in the other. */
export function shared(one: Topology, other: Topology): number {
  return one.filter((display) => other.includes(display)).length;
}

function nameOf({ bounds: { x, y, width, height }, scaleFactor, rotation, primary }: Display): string {
  return `${width}x${height}${signed(x)}${signed(y)} @${scaleFactor} ${rotation}°${primary ? ' primary' : ''}`;
}

function signed(pixels: number): string {
  return pixels < 0 ? `${pixels}` : `+${pixels}`;
}
