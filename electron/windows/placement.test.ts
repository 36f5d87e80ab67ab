import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Area, contains, isReachable, place, placeNew, placeUnder, SMALLEST } from './placement.ts';
import { anyBounds } from './samples.ts';

const left: Area = { workArea: { x: -1920, y: 0, width: 1920, height: 1080 } };
const primary: Area = { workArea: { x: 0, y: 27, width: 2560, height: 1413 } };

const anyArea: fc.Arbitrary<Area> = fc.record({
  workArea: fc.record({
    x: fc.integer({ min: -8000, max: 8000 }),
    y: fc.integer({ min: -4000, max: 4000 }),
    width: fc.integer({ min: 320, max: 5120 }),
    height: fc.integer({ min: 240, max: 2880 }),
  }),
});
const anyAreas = fc.array(anyArea, { minLength: 1, maxLength: 6 });

describe('A4 a window comes back where it was', () => {
  test('a place that can be reached is kept to the pixel', () => {
    const saved = { x: 300, y: 200, width: 1200, height: 800 };
    expect(place(saved, [primary, left])).toEqual(saved);
  });

  test('negative coordinates on a display left of the primary one stay valid', () => {
    const saved = { x: -1900, y: 10, width: 900, height: 700 };
    expect(place(saved, [primary, left])).toEqual(saved);
  });

  test('a window that hangs over an edge stays there while its title can be taken hold of', () => {
    const saved = { x: 2440, y: 300, width: 1000, height: 700 };
    expect(place(saved, [primary])).toEqual(saved);
  });

  test('whatever is reachable and fits is left alone', () => {
    fc.assert(
      fc.property(anyArea, fc.nat(), fc.nat(), (area, dx, dy) => {
        const { workArea } = area;
        fc.pre(workArea.width >= SMALLEST.width && workArea.height >= SMALLEST.height);
        const saved = {
          x: workArea.x + (dx % (workArea.width - SMALLEST.width + 1)),
          y: workArea.y + (dy % (workArea.height - SMALLEST.height + 1)),
          ...SMALLEST,
        };
        expect(place(saved, [area])).toEqual(saved);
      }),
    );
  });
});

describe('A6 a window is never out of reach', () => {
  test('a window of a display that is gone comes to the nearest one, whole', () => {
    const placed = place({ x: -1900, y: 100, width: 900, height: 700 }, [primary]);
    expect(placed).toEqual({ x: 0, y: 100, width: 900, height: 700 });
  });

  test('a title strip above the top edge comes down', () => {
    expect(place({ x: 100, y: -50, width: 900, height: 700 }, [primary]).y).toBe(27);
  });

  test('whatever was saved and whatever displays there are: the title is reachable and no work area is outgrown', () => {
    fc.assert(
      fc.property(anyBounds, anyAreas, (saved, areas) => {
        const placed = place(saved, areas);
        expect(isReachable(placed, areas)).toBe(true);
        expect(areas.some(({ workArea }) => placed.width <= workArea.width && placed.height <= workArea.height)).toBe(true);
      }),
    );
  });

  test('placing twice is placing once, so that a rescue does not move windows about', () => {
    fc.assert(
      fc.property(anyBounds, anyAreas, (saved, areas) => {
        const once = place(saved, areas);
        expect(place(once, areas)).toEqual(once);
      }),
    );
  });

  test('without any display nothing is known better than what was saved', () => {
    const saved = { x: 1, y: 2, width: 500, height: 400 };
    expect(place(saved, [])).toEqual(saved);
  });
});

describe('a new window', () => {
  test('is in the middle of the first display when it is the only one', () => {
    const placed = placeNew(null, [], [primary]);
    expect(placed).toEqual({ x: 480, y: 233, width: 1600, height: 1000 });
  });

  test('is beside the one that it was opened from, and over none', () => {
    const one = { x: 100, y: 100, width: 900, height: 700 };
    const two = placeNew(one, [one], [primary]);
    const three = placeNew(one, [one, two], [primary]);
    expect(new Set([one, two, three].map(({ x, y }) => `${x},${y}`)).size).toBe(3);
  });

  test('is always within reach', () => {
    fc.assert(
      fc.property(fc.option(anyBounds), fc.array(anyBounds, { maxLength: 5 }), anyAreas, (beside, taken, areas) => {
        expect(isReachable(placeNew(beside, taken, areas), areas)).toBe(true);
      }),
    );
  });
});

describe('A3 a window that is dropped somewhere', () => {
  const size = { width: 700, height: 450 };

  test('comes with its title strip under the pointer', () => {
    const bounds = placeUnder({ x: 1000, y: 500 }, size, [primary, left]);
    expect(bounds).toEqual({ x: 920, y: 486, ...size });
  });

  test('is whole on the display under the pointer, whatever its size; never smaller than a window can be, if there is room', () => {
    fc.assert(
      fc.property(anyAreas, fc.nat(), fc.nat(), anyBounds, (areas, dx, dy, { width, height }) => {
        const area = areas[0]?.workArea ?? primary.workArea;
        const point = { x: area.x + (dx % area.width), y: area.y + (dy % area.height) };
        const bounds = placeUnder(point, { width, height }, areas);
        const home = areas.find(({ workArea }) => contains(workArea, point))?.workArea ?? area;
        expect(bounds.x).toBeGreaterThanOrEqual(home.x);
        expect(bounds.y).toBeGreaterThanOrEqual(home.y);
        expect(bounds.x + bounds.width).toBeLessThanOrEqual(home.x + home.width);
        expect(bounds.y + bounds.height).toBeLessThanOrEqual(home.y + home.height);
        expect(bounds.width).toBeGreaterThanOrEqual(Math.min(SMALLEST.width, home.width));
      }),
    );
  });

  test('comes to the nearest display where it is dropped on none', () => {
    expect(contains(left.workArea, placeUnder({ x: -3000, y: 400 }, size, [primary, left]))).toBe(true);
  });
});
