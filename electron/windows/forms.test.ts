import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { FIRST_DOCK_WIDTH, type FormKind, FREE, formKinds, LEAST_DOCK_WIDTH, MINI_SIZE } from '../../shared/window-form.ts';
import { changed, formed, NO_FRAME, put, X11_FRAME } from './forms.ts';
import { type Area, homeOf, isReachable } from './placement.ts';
import type { Place } from './places.ts';
import { anyBounds, anyDisplays, anyPlace } from './samples.ts';

const laptop: Area = { workArea: { x: 0, y: 27, width: 2560, height: 1413 } };
const left: Area = { workArea: { x: -1920, y: 0, width: 1920, height: 1080 } };
const free: Place = { bounds: { x: 300, y: 200, width: 1200, height: 800 }, state: 'normal' };

const anyEdge = fc.constantFrom<FormKind>('docked-left', 'docked-right');
const anyKind = fc.constantFrom<FormKind>(...formKinds);
const anyFrame = fc.constantFrom(NO_FRAME, X11_FRAME);

describe('dock mode', () => {
  test('a docked window is as high as the work area, at its edge, on the display that it is on', () => {
    const docked = formed({ ...FREE, kind: 'docked-right' }, free, [left, laptop], NO_FRAME);
    expect(docked).toEqual({
      state: 'normal',
      bounds: { x: 2560 - FIRST_DOCK_WIDTH, y: 27, width: FIRST_DOCK_WIDTH, height: 1413 },
    });
    const there: Place = { ...free, bounds: { ...free.bounds, x: -1800 } };
    expect(formed({ ...FREE, kind: 'docked-left' }, there, [left, laptop], NO_FRAME).bounds.x).toBe(-1920);
  });

  test('room is left for the title bar that an X11 window manager draws above it', () => {
    const { bounds } = formed({ ...FREE, kind: 'docked-left' }, free, [laptop], X11_FRAME);
    expect(bounds).toMatchObject({ y: 27 + X11_FRAME.top, height: 1413 - X11_FRAME.top - X11_FRAME.bottom });
  });

  test('whatever the displays and however it was sized: inside one work area, at the edge, as wide as it was made', () => {
    let seen = 0;
    fc.assert(
      fc.property(anyPlace, anyPlace, anyEdge, anyDisplays, anyFrame, (from, byHand, kind, displays, frame) => {
        const dragged = put({ ...FREE, kind }, { ...byHand, state: 'normal' }, from, displays);
        expect(dragged.form.kind).toBe(kind);
        expect(dragged.form.dockWidth).toBe(Math.max(byHand.bounds.width, LEAST_DOCK_WIDTH));
        const { bounds, state } = formed(dragged.form, dragged.free, displays, frame);
        const home = homeOf(bounds, displays);
        if (!home) throw new Error('There is no display.');
        expect(state).toBe('normal');
        expect(bounds.x).toBeGreaterThanOrEqual(home.x);
        expect(bounds.y).toBe(home.y + frame.top);
        expect(bounds.x + bounds.width).toBeLessThanOrEqual(home.x + home.width);
        expect(bounds.height).toBe(home.height - frame.top - frame.bottom);
        expect(bounds.width).toBe(Math.min(dragged.form.dockWidth, home.width));
        expect(kind === 'docked-left' ? bounds.x : bounds.x + bounds.width).toBe(
          kind === 'docked-left' ? home.x : home.x + home.width,
        );
        expect(isReachable(bounds, displays)).toBe(true);
        // It stands where it stands: nobody has to bring it there again.
        const again = put(dragged.form, { bounds, state }, dragged.free, displays);
        expect(formed(again.form, again.free, displays, frame).bounds.x).toBe(bounds.x);
        seen += 1;
      }),
    );
    expect(seen).toBe(100);
  });

  test('a docked window that is dragged to another display is docked there, and goes back to the same place of that one', () => {
    const { free: there } = put({ ...FREE, kind: 'docked-right' }, at(-900, 0), free, [left, laptop]);
    expect(homeOf(there.bounds, [left, laptop])).toBe(left.workArea);
    expect(there.bounds).toMatchObject({ width: 1200, height: 800 });
  });

  test('a docked window that fills its display for a while is docked as wide as before', () => {
    const form = { ...FREE, kind: 'docked-left' } as const;
    const filling: Place = { bounds: { x: 0, y: 27, width: 900, height: 900 }, state: 'maximized' };
    expect(put(form, filling, free, [laptop])).toEqual({ form, free });
  });
});

function at(x: number, y: number): Place {
  return { bounds: { x, y, width: 400, height: 900 }, state: 'normal' };
}

describe('A11 a mini view', () => {
  test('is 240×180 px where the window was, and after that where somebody has put it', () => {
    const mini = { ...FREE, kind: 'mini' } as const;
    const first = formed(mini, free, [laptop], NO_FRAME);
    expect(first.bounds).toEqual({ x: 300 + 1200 - 240, y: 200, ...MINI_SIZE });
    const moved = { x: 40, y: 900, width: 300, height: 200 };
    const { form } = put(mini, { bounds: moved, state: 'normal' }, free, [laptop]);
    expect(formed(form, free, [laptop], NO_FRAME).bounds).toEqual(moved);
  });

  test('is within reach on whatever displays there are', () => {
    fc.assert(
      fc.property(anyPlace, fc.option(anyBounds), anyDisplays, (from, mini, displays) => {
        const { bounds } = formed({ ...FREE, kind: 'mini', mini }, from, displays, NO_FRAME);
        expect(isReachable(bounds, displays)).toBe(true);
      }),
    );
  });

  test('stays above all others, and leaves the window as it was in that', () => {
    for (const onTop of [true, false]) {
      const mini = changed(FREE, 'mini', onTop);
      expect(mini.onTop).toBe(true);
      expect(changed(mini.form, 'free', true)).toEqual({ form: { ...FREE, wasOnTop: onTop }, onTop });
      const docked = changed(mini.form, 'docked-left', true);
      expect(docked.onTop).toBe(onTop);
    }
  });
});

test('the way back is exact: whatever forms a window takes and however it is sized in them, free again it is where it was', () => {
  const anyStep = fc.oneof(
    fc.record({ kind: anyKind }),
    fc.record({ width: fc.integer({ min: 100, max: 900 }) }),
    fc.record({ fill: fc.boolean() }),
  );
  let ways = 0;
  fc.assert(
    fc.property(anyPlace, fc.boolean(), anyDisplays, fc.array(anyStep), (from, onTop, displays, steps) => {
      let now = { form: FREE, onTop, free: from };
      for (const step of steps) {
        if ('kind' in step) {
          now = { ...now, ...changed(now.form, step.kind, now.onTop) };
          continue;
        }
        if (now.form.kind === 'free') continue;
        const stands = formed(now.form, now.free, displays, NO_FRAME);
        const sized = 'width' in step ? { ...stands, bounds: { ...stands.bounds, width: step.width } } : { ...from };
        // A right edge that is sized by its left border stays; so does the display.
        if (homeOf(sized.bounds, displays) !== homeOf(now.free.bounds, displays)) continue;
        now = { ...now, ...put(now.form, sized, now.free, displays) };
        ways += 1;
      }
      const { form, onTop: last } = changed(now.form, 'free', now.onTop);
      expect(formed(form, now.free, displays, NO_FRAME)).toEqual(from);
      expect(last).toBe(onTop);
    }),
    { numRuns: 300 },
  );
  expect(ways).toBeGreaterThan(100);
});
