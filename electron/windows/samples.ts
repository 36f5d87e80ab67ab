/** For tests: displays and windows as they might be. */
import fc from 'fast-check';
import type { Bounds } from './placement.ts';
import type { Place } from './places.ts';
import type { Display } from './topology.ts';

export const anyBounds: fc.Arbitrary<Bounds> = fc.record({
  x: fc.integer({ min: -20_000, max: 20_000 }),
  y: fc.integer({ min: -20_000, max: 20_000 }),
  width: fc.integer({ min: 1, max: 10_000 }),
  height: fc.integer({ min: 1, max: 10_000 }),
});

/** A screen with a bar at its top or bottom, whose size in logical pixels its scale and rotation decide. */
const anyScreen = fc
  .record({
    pixels: fc.constantFrom([1366, 768], [1920, 1080], [2560, 1440], [3840, 2160], [5120, 1440]),
    scaleFactor: fc.constantFrom(1, 1.25, 1.5, 1.75, 2, 3),
    rotation: fc.constantFrom(0, 90, 180, 270),
    bar: fc.integer({ min: 0, max: 60 }),
    barAtTop: fc.boolean(),
    down: fc.integer({ min: -800, max: 800 }),
  })
  .map(({ pixels: [across = 0, along = 0], scaleFactor, rotation, ...rest }) => {
    const [width, height] = rotation % 180 === 0 ? [across, along] : [along, across];
    return { width: Math.floor(width / scaleFactor), height: Math.floor(height / scaleFactor), scaleFactor, rotation, ...rest };
  });

/** Screens side by side, one of them primary and at the origin: those left of it have negative coordinates. */
export const anyDisplays: fc.Arbitrary<Display[]> = fc
  .tuple(fc.array(anyScreen, { minLength: 1, maxLength: 5 }), fc.nat())
  .map(([screens, chosen]) => {
    const primary = chosen % screens.length;
    const left = screens.slice(0, primary).reduce((sum, { width }) => sum - width, 0);
    let x = left;
    return screens.map(({ width, height, scaleFactor, rotation, bar, barAtTop, down }, at) => {
      const bounds = { x, y: at === primary ? 0 : down, width, height };
      x += width;
      const workArea = { ...bounds, y: bounds.y + (barAtTop ? bar : 0), height: height - bar };
      return { bounds, workArea, scaleFactor, rotation, primary: at === primary };
    });
  });

export const anyPlace: fc.Arbitrary<Place> = fc.record({
  bounds: anyBounds,
  state: fc.constantFrom('normal', 'maximized', 'fullscreen'),
});
