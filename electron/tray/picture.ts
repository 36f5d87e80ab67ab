/**
 * The tray's icon, drawn: a presence has the shape and colour that it has in the windows (`renderer/ui/PresenceMark.tsx`), and what
 * waits is a mark in the corner: a dot for something unread, a ring with a dot in it where the person is mentioned. Everything has
 * a dark rim, so that it stands out from light panels as from dark ones. Pure.
 */
import type { PresenceStatus } from '../../shared/model.ts';
import type { Face } from './face.ts';

type Point = readonly [x: number, y: number];
/** How far outside of a shape a point is; negative within it. In tenths of the icon's width, from its upper left corner. */
type Distance = (at: Point) => number;
type Colour = readonly [red: number, green: number, blue: number];

/** Samples along an edge of each pixel: edges are smooth. */
const FINE = 4;
/** The rim's width. */
const RIM = 0.55;
/** How large a presence is beside a mark. */
const ASIDE = 0.84;

// As in renderer/styles/tokens.css, dark theme.
const INK: Colour = [0x0b, 0x0e, 0x13];
const GOOD: Colour = [0x41, 0xc9, 0x8d];
const WARN: Colour = [0xf0, 0xb6, 0x4a];
const BAD: Colour = [0xff, 0x6b, 0x6b];
/** As on the task bar's buttons (`badge.ts`). */
const MENTION: Colour = [0xf2, 0x5c, 0x4d];
const QUIET: Colour = [0x87, 0x93, 0xa6];
const ACCENT: Colour = [0x5a, 0xa9, 0xff];

const colours: Record<PresenceStatus, Colour> = {
  available: GOOD,
  busy: WARN,
  dnd: BAD,
  phone: WARN,
  meeting: WARN,
  away: WARN,
  'out-of-office': QUIET,
  'off-work': QUIET,
  offline: QUIET,
  unknown: QUIET,
};

const disc =
  (x: number, y: number, radius: number): Distance =>
  ([px, py]) =>
    Math.hypot(px - x, py - y) - radius;
const ring = (x: number, y: number, radius: number, width: number): Distance => stroke(disc(x, y, radius), width);
const stroke =
  (of: Distance, width: number): Distance =>
  (at) =>
    Math.abs(of(at)) - width / 2;
const box =
  (left: number, top: number, width: number, height: number): Distance =>
  ([x, y]) =>
    Math.max(left - x, x - left - width, top - y, y - top - height);
const all =
  (...of: Distance[]): Distance =>
  (at) =>
    Math.min(...of.map((each) => each(at)));
const without =
  (one: Distance, other: Distance): Distance =>
  (at) =>
    Math.max(one(at), -other(at));
/** Smaller, in the lower left corner: the upper right one is for what waits. */
const aside =
  (of: Distance): Distance =>
  ([x, y]) =>
    of([x / ASIDE, 10 - (10 - y) / ASIDE]) * ASIDE;
/** A line of this width from point to point. */
const line =
  (width: number, ...points: Point[]): Distance =>
  (at) =>
    Math.min(...points.slice(1).map((to, index) => segment(at, points[index] ?? to, to))) - width / 2;
/** What lies to one side of each of these edges, clockwise. */
const convex =
  (...corners: Point[]): Distance =>
  ([px, py]) =>
    Math.max(
      ...corners.map(([x, y], index) => {
        const [nx, ny] = corners[(index + 1) % corners.length] ?? [x, y];
        const length = Math.hypot(nx - x, ny - y);
        return ((ny - y) * (px - x) - (nx - x) * (py - y)) / length;
      }),
    );

function segment([px, py]: Point, [ax, ay]: Point, [bx, by]: Point): number {
  const [dx, dy] = [bx - ax, by - ay];
  const along = Math.min(1, Math.max(0, ((px - ax) * dx + (py - ay) * dy) / (dx * dx + dy * dy)));
  return Math.hypot(px - ax - along * dx, py - ay - along * dy);
}

/** A ring in eight dashes. */
const dashes: Distance = ([x, y]) => {
  const turn = ((Math.atan2(y - 5, x - 5) / (2 * Math.PI)) * 8 + 8) % 1;
  const gap = (Math.abs(turn - 0.5) - 0.29) * 3.4;
  return Math.max(ring(5, 5, 3.6, 1.6)([x, y]), gap);
};

const shapes: Record<PresenceStatus, Distance> = {
  available: disc(5, 5, 4),
  busy: box(1.5, 1.5, 7, 7),
  dnd: without(disc(5, 5, 4.2), box(2.2, 4.1, 5.6, 1.8)),
  phone: convex([5, 0.6], [9.4, 5], [5, 9.4], [0.6, 5]),
  meeting: convex([5, 0.8], [9.5, 9.2], [0.5, 9.2]),
  away: all(ring(5, 5, 3.7, 1.4), line(1.3, [5, 2.6], [5, 5.2], [6.7, 6.2])),
  'out-of-office': line(1.6, [1, 5], [8.4, 5], [5.2, 1.9], [8.4, 5], [5.2, 8.1]),
  'off-work': without(disc(4.6, 5.2, 4), disc(6.5, 3.5, 3.4)),
  offline: ring(5, 5, 3.6, 1.6),
  unknown: dashes,
};

type Layer = { shape: Distance; colour: Colour };

function layersOf({ status, waits }: Face): Layer[] {
  const presence = { shape: shapes[status], colour: colours[status] };
  if (waits === 'nothing') return [presence];
  const mark =
    waits === 'unread'
      ? { shape: disc(8.2, 1.8, 1.7), colour: ACCENT }
      : { shape: all(ring(7.5, 2.5, 2, 0.9), disc(7.5, 2.5, 0.8)), colour: MENTION };
  const clear = waits === 'unread' ? disc(8.2, 1.8, 1.7) : disc(7.5, 2.5, 2.45);
  // The mark stands before the presence, and apart from it.
  return [{ ...presence, shape: without(aside(presence.shape), (at) => clear(at) - 2 * RIM) }, mark];
}

/**
 * The icon as a bitmap of `size` pixels a side, four bytes a pixel in the order that Electron's bitmaps have (blue, green, red,
 * alpha; premultiplied). `flat`: the shapes alone in black, for systems that colour such icons themselves.
 */
export function draw(face: Face, size: number, flat = false): Uint8Array {
  const layers = layersOf(face);
  const pixels = new Uint8Array(size * size * 4);
  for (let row = 0; row < size; row += 1) {
    for (let column = 0; column < size; column += 1) {
      let [red, green, blue, covered] = [0, 0, 0, 0];
      for (let sample = 0; sample < FINE * FINE; sample += 1) {
        const at: Point = [
          ((column + ((sample % FINE) + 0.5) / FINE) * 10) / size,
          ((row + (Math.floor(sample / FINE) + 0.5) / FINE) * 10) / size,
        ];
        const hit = colourAt(layers, at, flat);
        if (hit === null) continue;
        red += hit[0];
        green += hit[1];
        blue += hit[2];
        covered += 255;
      }
      const samples = FINE * FINE;
      pixels.set([blue / samples, green / samples, red / samples, covered / samples], (row * size + column) * 4);
    }
  }
  return pixels;
}

function colourAt(layers: readonly Layer[], at: Point, flat: boolean): Colour | null {
  for (const { shape, colour } of layers.toReversed()) if (shape(at) <= 0) return flat ? [0, 0, 0] : colour;
  return !flat && layers.some(({ shape }) => shape(at) <= RIM) ? INK : null;
}
