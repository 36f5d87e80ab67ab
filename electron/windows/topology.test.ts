import fc from 'fast-check';
import { expect, test } from 'vitest';
import { anyDisplays } from './samples.ts';
import { type Display, topologyOf } from './topology.ts';

test('the order in which a system lists its displays does not matter, nor what docks and bars take of them', () => {
  fc.assert(
    fc.property(anyDisplays, fc.infiniteStream(fc.nat()), (displays, chance) => {
      const shuffled = displays
        .map((display) => ({ at: chance.next().value ?? 0, display: { ...display, workArea: display.bounds } }))
        .sort((a, b) => a.at - b.at)
        .map(({ display }) => display);
      expect(topologyOf(shuffled)).toEqual(topologyOf(displays));
    }),
  );
});

test('X1 another place, size, scale, rotation or primary display is another arrangement', () => {
  const changes: ((display: Display) => Display)[] = [
    (display) => ({ ...display, bounds: { ...display.bounds, x: display.bounds.x - 1 } }),
    (display) => ({ ...display, bounds: { ...display.bounds, y: display.bounds.y + 1 } }),
    (display) => ({ ...display, bounds: { ...display.bounds, width: display.bounds.width + 1 } }),
    (display) => ({ ...display, scaleFactor: display.scaleFactor + 0.25 }),
    (display) => ({ ...display, rotation: display.rotation + 90 }),
    (display) => ({ ...display, primary: !display.primary }),
  ];
  fc.assert(
    fc.property(anyDisplays, fc.nat(), fc.constantFrom(...changes), (displays, chosen, change) => {
      const changed = displays.map((display, at) => (at === chosen % displays.length ? change(display) : display));
      expect(topologyOf(changed)).not.toEqual(topologyOf(displays));
    }),
  );
});

test('one display less is another arrangement, and none at all is one too', () => {
  fc.assert(
    fc.property(anyDisplays, (displays) => {
      expect(topologyOf(displays.slice(1))).not.toEqual(topologyOf(displays));
    }),
  );
  expect(topologyOf([])).toEqual([]);
});
