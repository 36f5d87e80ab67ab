import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isReachable } from './placement.ts';
import { forget, MOST_ARRANGEMENTS, type Place, placesOn, type Remembered, remember, touch } from './places.ts';
import { anyDisplays, anyPlace } from './samples.ts';
import { topologyOf } from './topology.ts';

const names = ['main', 'fx', 'constructor'];
const anyName = fc.constantFrom(...names);

/** What people and their cables do: displays change, and on some of them a window is moved, closed or opened. */
const anyDay = fc
  .uniqueArray(anyDisplays, { minLength: 1, maxLength: 4, selector: (displays) => JSON.stringify(topologyOf(displays)) })
  .chain((arrangements) =>
    fc.array(
      fc.oneof(
        { weight: 2, arbitrary: fc.record({ plug: fc.nat().map((at) => arrangements[at % arrangements.length] ?? []) }) },
        { weight: 3, arbitrary: fc.record({ move: anyName, to: anyPlace }) },
        { weight: 1, arbitrary: fc.record({ close: anyName }) },
      ),
      { maxLength: 40 },
    ),
  );

describe('X1 places on each arrangement of displays', () => {
  test('a window comes back exactly to where it was put there last, whatever was done on others', () => {
    let ways = 0;
    fc.assert(
      fc.property(anyDay, (day) => {
        let remembered: readonly Remembered[] = [];
        let displays = day.flatMap((step) => ('plug' in step ? [step.plug] : []))[0] ?? [];
        /** By arrangement: where each window stood when somebody last looked. */
        const stood = new Map<string, ReadonlyMap<string, Place>>();
        const key = () => JSON.stringify(topologyOf(displays));
        let now = new Map<string, Place>();
        for (const step of day) {
          if ('plug' in step) {
            displays = step.plug;
            const before = stood.get(key());
            now = placesOn(remembered, topologyOf(displays), displays, now.keys());
            for (const [name, place] of before ?? []) {
              if (!now.has(name)) continue;
              ways += 1;
              expect(now.get(name)).toEqual(place);
            }
          } else if ('move' in step) {
            const moved = new Map(now).set(step.move, step.to);
            // As a window system gives it: on these displays.
            now = placesOn([{ displays: [], windows: Object.fromEntries(moved) }], [], displays, moved.keys());
          } else {
            now.delete(step.close);
            for (const [topology, places] of stood) stood.set(topology, without(places, step.close));
            remembered = forget(remembered, step.close);
          }
          remembered = remember(remembered, topologyOf(displays), now);
          stood.set(key(), new Map(now));
        }
      }),
      { numRuns: 1_000 },
    );
    expect(ways).toBeGreaterThan(500);
  });

  test('A6 wherever it comes from, a title can be reached and no work area is outgrown', () => {
    fc.assert(
      fc.property(anyDisplays, anyDisplays, fc.dictionary(anyName, anyPlace), (there, here, windows) => {
        const remembered = [{ displays: topologyOf(there), windows }];
        const places = placesOn(remembered, topologyOf(here), here, names);
        expect([...places.keys()].sort()).toEqual(Object.keys(windows).sort());
        for (const { bounds } of places.values()) {
          expect(isReachable(bounds, here)).toBe(true);
          expect(here.some(({ workArea }) => bounds.width <= workArea.width && bounds.height <= workArea.height)).toBe(true);
        }
      }),
    );
  });

  test('on displays never seen, a window comes from where it was last', () => {
    const at = (x: number): Place => ({ bounds: { x, y: 100, width: 800, height: 600 }, state: 'maximized' });
    const remembered = [
      { displays: ['laptop'], windows: { main: at(200) } },
      { displays: ['another'], windows: { main: at(300), fx: at(400) } },
    ];
    const wide = [{ workArea: { x: 0, y: 0, width: 2560, height: 1440 } }];
    const places = placesOn(remembered, ['new'], wide, ['main', 'fx', 'never seen']);
    expect(Object.fromEntries(places)).toEqual({ main: at(200), fx: at(400) });
  });

  test('a window is on its monitor as soon as that is back, while another is still missing', () => {
    const [left, middle, right] = ['left', 'middle', 'right'];
    const area = (x: number) => ({ workArea: { x, y: 0, width: 1920, height: 1080 } });
    const at = (x: number): Place => ({ bounds: { x, y: 100, width: 800, height: 600 }, state: 'normal' });
    const remembered = [
      { displays: [middle], windows: { main: at(10), fx: at(0), rates: at(1000) } },
      { displays: [left, middle, right], windows: { main: at(10), fx: at(-1500), rates: at(2500) } },
    ];
    const places = placesOn(remembered, [left, middle], [area(-1920), area(0)], ['main', 'fx', 'rates']);
    expect(Object.fromEntries(places)).toEqual({ main: at(10), fx: at(-1500), rates: at(1120) });
  });

  test('the newest arrangements are kept, so many and no more', () => {
    let remembered: readonly Remembered[] = [];
    for (let at = 0; at < MOST_ARRANGEMENTS + 5; at += 1) remembered = remember(remembered, [`${at}`], new Map());
    expect(remembered).toHaveLength(MOST_ARRANGEMENTS);
    expect(remembered[0]?.displays).toEqual([`${MOST_ARRANGEMENTS + 4}`]);
    expect(remember(remembered, ['10'], new Map())[0]?.displays).toEqual(['10']);
    expect(touch(remembered, ['10'])[0]?.displays).toEqual(['10']);
    expect(touch(remembered, ['10'])).toHaveLength(MOST_ARRANGEMENTS);
    expect(touch(remembered, ['1'])).toEqual(remembered);
    expect(remember(remembered, ['10'], new Map())).toHaveLength(MOST_ARRANGEMENTS);
  });
});

function without(places: ReadonlyMap<string, Place>, name: string): ReadonlyMap<string, Place> {
  return new Map([...places].filter(([each]) => each !== name));
}
