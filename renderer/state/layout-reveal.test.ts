import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { grid, LAYOUT_VERSION, type Layout, PaneId, panesOf, panesShowing } from '../../shared/layout.ts';
import { layoutAndPane } from '../../shared/testing/layout-samples.ts';
import { channelNamed } from '../testing/log-of.ts';
import { activated, cellHolding, normalised, shownPanes, stacked } from './layout-edits.ts';
import { withRevealed } from './layout-reveal.ts';

const id = (name: string) => PaneId.parse(name);
const [rates, spot, vol] = ['rates', 'spot', 'vol'].map(channelNamed) as [
  ReturnType<typeof channelNamed>,
  ReturnType<typeof channelNamed>,
  ReturnType<typeof channelNamed>,
];
const two: Layout = {
  version: LAYOUT_VERSION,
  root: grid(
    [
      { kind: 'timeline', id: id('a'), channel: rates },
      { kind: 'timeline', id: id('b'), channel: spot },
    ],
    2,
  ),
  active: id('a'),
};

describe('what was asked for from outside', () => {
  test('is shown where it is shown already, also behind another pane', () => {
    expect(withRevealed(two, spot, id('new')).active).toBe('b');
    const behind = activated(stacked(two, id('b'), id('a')), id('a'));
    const shown = withRevealed(behind, spot, id('new'));
    expect(shown.active).toBe('b');
    expect(shownPanes(shown.root).map((pane) => pane.id)).toEqual(['b']);
  });

  test('takes an empty place, and else comes as a tab beside the active pane, which stays', () => {
    const empty: Layout = { ...two, root: grid([...panesOf(two.root), { kind: 'empty', id: id('e') }], 3) };
    expect(panesShowing(withRevealed(empty, vol, id('new')).root, vol)).toMatchObject([{ id: 'e' }]);
    const shown = withRevealed(two, vol, id('new'));
    expect(cellHolding(shown.root, id('new'))?.panes.map((pane) => pane.id)).toEqual(['a', 'new']);
    expect(shown.active).toBe('new');
  });

  test('costs no pane and moves none, whatever the layout', () => {
    fc.assert(
      fc.property(layoutAndPane, ({ layout }) => {
        const added = id('added');
        const shown = withRevealed(layout, vol, added);
        const before = panesOf(layout.root).filter(({ kind }) => kind === 'timeline');
        const after = panesOf(shown.root);
        for (const pane of before) expect(after).toContainEqual(pane);
        expect(after.length - panesOf(layout.root).length).toBeLessThanOrEqual(1);
        expect(panesShowing(shown.root, vol).map((pane) => pane.id)).toContain(shown.active);
        expect(shownPanes(shown.root).map((pane) => pane.id)).toContain(shown.active);
        // As many cells as before, each as large.
        expect(weights(normalised(shown.root))).toEqual(weights(normalised(layout.root)));
      }),
    );
  });
});

/** Sizes of all cells, rounded: halving and doubling is not exact for every number. */
function weights(node: Layout['root']): unknown {
  const weight = Math.round(node.weight * 1e6) / 1e6;
  return node.type === 'tabs' ? weight : [node.type, weight, node.children.map(weights)];
}
