import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { gone, MOST_PLACES, noTrail, type Trail, visited } from './trail.ts';

const same = (one: string, other: string) => one === other;
const walk = (...places: string[]): Trail<string> =>
  places.reduce((trail: Trail<string>, place) => visited(trail, place, same), noTrail);
const anywhere = () => true;

describe('back and forward', () => {
  test('lead through the places in their order, and whoever turns off forgets what lay ahead', () => {
    const back = gone(walk('a', 'b', 'c'), 'back', anywhere, same);
    expect(back).toEqual({ past: ['a'], now: 'b', future: ['c'] });
    expect(back && gone(back, 'forward', anywhere, same)).toEqual({ past: ['a', 'b'], now: 'c', future: [] });
    expect(back && visited(back, 'd', same)).toEqual({ past: ['a', 'b'], now: 'd', future: [] });
  });

  test('skip what is gone, and what one would not see move', () => {
    expect(gone(walk('a', 'b', 'c'), 'back', (place) => place !== 'b', same)).toEqual({ past: [], now: 'a', future: ['c'] });
    expect(gone(walk('a', 'b', 'a'), 'back', (place) => place !== 'b', same)).toBeNull();
    expect(gone(walk('a'), 'back', anywhere, same)).toBeNull();
    expect(gone(noTrail, 'forward', anywhere, same)).toBeNull();
  });

  test('whatever one does: bounded, never the same twice in a row, never at a place that is gone; back and forward end where one was', () => {
    const place = fc.constantFrom('a', 'b', 'c', 'd');
    const step = fc.oneof(
      fc.record({ do: fc.constant('visit' as const), place }),
      fc.record({ do: fc.constantFrom('back' as const, 'forward' as const), missing: fc.option(place) }),
    );
    let moved = 0;
    fc.assert(
      fc.property(fc.array(step, { maxLength: 300, size: 'large' }), (steps) => {
        let trail: Trail<string> = noTrail;
        for (const each of steps) {
          if (each.do === 'visit') trail = visited(trail, each.place, same);
          else {
            const isThere = (where: string) => where !== each.missing;
            const next = gone(trail, each.do, isThere, same);
            if (!next) continue;
            moved += 1;
            expect(next.now).not.toBe(trail.now);
            expect(next.now).not.toBe(each.missing);
            const other = each.do === 'back' ? 'forward' : 'back';
            expect(gone(next, other, anywhere, same)?.now).toBe(trail.now);
            trail = next;
          }
          expect(trail.past.length).toBeLessThanOrEqual(MOST_PLACES);
          expect(trail.future.length).toBeLessThanOrEqual(MOST_PLACES);
        }
        const visits = walk(...steps.flatMap((each) => (each.do === 'visit' ? [each.place] : [])));
        const row = [...visits.past, visits.now];
        for (const [at, where] of row.entries()) if (at > 0) expect(where).not.toBe(row[at - 1]);
      }),
    );
    expect(moved).toBeGreaterThan(100);
  });
});
