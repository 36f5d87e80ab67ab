import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { grid, type Pane, PaneId } from '../../shared/layout.ts';
import { anyLayout, layoutAndPane } from '../../shared/testing/layout-samples.ts';
import { shownPanes } from './layout-edits.ts';
import { boxesOf, following, neighbour } from './layout-geometry.ts';

const id = (at: number) => PaneId.parse(`p${at}`);
const twelve = grid(
  Array.from({ length: 12 }, (_, at): Pane => ({ kind: 'empty', id: id(at) })),
  4,
);

describe('boxes', () => {
  test('cover the window without gap or overlap', () => {
    fc.assert(
      fc.property(anyLayout, ({ root }) => {
        const area = boxesOf(root).reduce((sum, { box }) => sum + box.width * box.height, 0);
        // A cell whose `selected` lies beyond its panes shows none: only then is less covered.
        expect(area).toBeLessThanOrEqual(1 + 1e-9);
        for (const { box } of boxesOf(root)) expect(box.x + box.width).toBeLessThanOrEqual(1 + 1e-9);
      }),
    );
  });
});

describe('neighbours', () => {
  test('in a grid of four by three they are those beside', () => {
    expect(neighbour(twelve, id(5), 'left')).toBe('p4');
    expect(neighbour(twelve, id(5), 'right')).toBe('p6');
    expect(neighbour(twelve, id(5), 'up')).toBe('p1');
    expect(neighbour(twelve, id(5), 'down')).toBe('p9');
  });

  test('at the edge there is none', () => {
    expect(neighbour(twelve, id(0), 'left')).toBeNull();
    expect(neighbour(twelve, id(0), 'up')).toBeNull();
    expect(neighbour(twelve, id(11), 'right')).toBeNull();
    expect(neighbour(twelve, id(11), 'down')).toBeNull();
  });

  test('a pane that touches another has a neighbour on that side', () => {
    fc.assert(
      fc.property(layoutAndPane, ({ layout: { root } }) => {
        for (const { pane, box } of boxesOf(root)) {
          expect(neighbour(root, pane.id, 'right') === null).toBe(box.x + box.width > 1 - 1e-6);
          expect(neighbour(root, pane.id, 'up') === null).toBe(box.y < 1e-6);
        }
      }),
    );
  });
});

describe('in order', () => {
  test('one comes round all panes and back', () => {
    fc.assert(
      fc.property(layoutAndPane, fc.constantFrom(1 as const, -1 as const), ({ layout: { root } }, step) => {
        const shown = shownPanes(root);
        const visited = new Set<PaneId>();
        let at = shown[0]?.id ?? null;
        for (const _ of shown) {
          at = following(root, at, step);
          if (at) visited.add(at);
        }
        expect(visited.size).toBe(shown.length);
        expect(at).toBe(shown[0]?.id);
      }),
    );
  });

  test('without an active pane one begins at the first or the last', () => {
    expect(following(twelve, null, 1)).toBe('p0');
    expect(following(twelve, null, -1)).toBe('p11');
  });
});
