import fc from 'fast-check';
import { expect, test } from 'vitest';
import { nextStep, placeOf, rescueOf, type Standing, type Step } from './next-step.ts';
import { type Area, apart, homeOf, isReachable, place } from './placement.ts';
import type { Place } from './places.ts';
import { anyDisplays, anyPlace } from './samples.ts';

/** What a window system does. */
function after(now: Standing, step: Step, wanted: Place, areas: readonly Area[]): Standing {
  const covering = homeOf(now.bounds, areas) ?? now.bounds;
  switch (step) {
    case 'move':
      return { state: 'normal', bounds: wanted.bounds, seen: wanted.bounds };
    case 'maximize':
      return { ...now, state: 'maximized', seen: covering };
    case 'enter-fullscreen':
      return { ...now, state: 'fullscreen', seen: covering };
    default:
      return { ...now, state: 'normal', seen: now.bounds };
  }
}

test('from wherever it stands, a window gets to its place in a few steps and then stays there', () => {
  let moved = 0;
  fc.assert(
    fc.property(anyDisplays, anyPlace, anyPlace, fc.nat(), (displays, from, to, chosen) => {
      const wanted = { ...to, bounds: place(to.bounds, displays) };
      const other = displays[chosen % displays.length]?.workArea ?? from.bounds;
      // A window manager may have taken a maximised window to another display, and left its own bounds behind.
      let now: Standing = { ...from, seen: from.state === 'normal' ? from.bounds : other };
      const steps: Step[] = [];
      for (let step = nextStep(now, wanted, displays); step; step = nextStep(now, wanted, displays)) {
        steps.push(step);
        expect(steps.length, steps.join(', ')).toBeLessThanOrEqual(3);
        now = after(now, step, wanted, displays);
      }
      moved += steps.length;
      if (now.state === 'maximized' && wanted.state === 'normal') {
        // As large as it is to be, and called maximised for it.
        expect(apart(now.seen, wanted.bounds)).toBeLessThanOrEqual(2);
        return;
      }
      expect(now.state).toBe(wanted.state);
      expect(apart(placeOf(now, displays).bounds, wanted.bounds)).toBeLessThanOrEqual(2);
      expect(homeOf(now.seen, displays)).toEqual(homeOf(wanted.bounds, displays));
    }),
  );
  expect(moved).toBeGreaterThan(100);
});

test('what rounding does to bounds is no reason to move a window', () => {
  const areas = [{ workArea: { x: 0, y: 0, width: 1920, height: 1080 } }];
  const bounds = { x: 100, y: 100, width: 800, height: 600 };
  const rounded = { x: 101, y: 99, width: 802, height: 600 };
  expect(nextStep({ state: 'normal', bounds: rounded, seen: rounded }, { state: 'normal', bounds }, areas)).toBeNull();
  const off = { ...bounds, x: 103 };
  expect(nextStep({ state: 'normal', bounds: off, seen: off }, { state: 'normal', bounds }, areas)).toBe('move');
});

test('a maximised window that was taken to another display is at home there, also if it names bounds on the one before', () => {
  const areas = [
    { workArea: { x: 0, y: 0, width: 1920, height: 1080 } },
    { workArea: { x: 1920, y: 0, width: 1280, height: 1024 } },
  ];
  const seen = { x: 1920, y: 0, width: 1280, height: 1024 };
  const standing: Standing = { state: 'maximized', bounds: { x: 100, y: 50, width: 1500, height: 900 }, seen };
  const taken = { state: 'maximized', bounds: { x: 1920 + 100, y: 50, width: 1280, height: 900 } };
  expect(placeOf(standing, areas)).toEqual({ ...taken, bounds: { ...taken.bounds, x: 2020 } });
});

test('A6 only a window that nobody can take hold of is rescued, and then it can be', () => {
  let rescued = 0;
  fc.assert(
    fc.property(anyDisplays, anyPlace, (areas, { bounds, state }) => {
      const to = rescueOf({ state, bounds, seen: bounds }, areas);
      if (to === null) return;
      rescued += 1;
      expect(isReachable(bounds, areas)).toBe(false);
      expect(isReachable(to, areas)).toBe(true);
    }),
  );
  expect(rescued).toBeGreaterThan(10);
  // As Windows has it: over the edges of a display by the width of its frame.
  const areas = [{ workArea: { x: 0, y: 0, width: 1920, height: 1040 } }];
  const seen = { x: -8, y: -8, width: 1936, height: 1056 };
  expect(rescueOf({ state: 'maximized', bounds: seen, seen }, areas)).toBeNull();
  expect(rescueOf({ state: 'normal', bounds: seen, seen }, areas)).not.toBeNull();
});
