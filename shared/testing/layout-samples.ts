/** Random layouts, for property tests. */
import fc from 'fast-check';
import { LAYOUT_VERSION, type Layout, type LayoutNode, type Pane, PaneId, panesOf } from '../layout.ts';
import { normalised } from '../layout-tree.ts';
import { ChannelId } from '../model.ts';

const weight = fc.integer({ min: 1, max: 1000 });
const channel = fc.uuid().map((id) => ChannelId.parse(id));
const unnumbered = fc.constant(PaneId.parse('pane'));
const pane: fc.Arbitrary<Pane> = fc.oneof(
  fc.record({ kind: fc.constant('timeline' as const), id: unnumbered, channel }),
  fc.record({ kind: fc.constant('empty' as const), id: unnumbered }),
);

const { node } = fc.letrec<{ node: LayoutNode; tabs: LayoutNode; split: LayoutNode }>((tie) => ({
  node: fc.oneof({ depthSize: 'small', withCrossShrink: true }, tie('tabs'), tie('split')),
  tabs: fc.record({
    type: fc.constant('tabs' as const),
    selected: fc.nat({ max: 3 }),
    panes: fc.array(pane, { minLength: 1, maxLength: 3 }),
    weight,
  }),
  split: fc.record({
    type: fc.constantFrom('row' as const, 'column' as const),
    children: fc.array(tie('node'), { minLength: 1, maxLength: 4 }),
    weight,
  }),
}));

/** The same with an id for each pane: drawn one by one, two of a hundred are now and then the same. */
function numbered(node: LayoutNode, count = { panes: 0 }): LayoutNode {
  if (node.type !== 'tabs') return { ...node, children: node.children.map((child) => numbered(child, count)) };
  const panes = node.panes.map((each) => ({ ...each, id: PaneId.parse(`pane ${count.panes++}`) }));
  return { ...node, panes };
}

/** Any layout as it may be saved: not normalised, with one of its panes (or none) active. */
export const anyLayout: fc.Arbitrary<Layout> = fc.record({ root: node, at: fc.nat() }).map(({ root: drawn, at }) => {
  const root = numbered(drawn);
  const panes = panesOf(root);
  return { version: LAYOUT_VERSION, root, active: panes[at % (panes.length + 1)]?.id ?? null };
});

/** A normalised layout, and one of its panes. */
export const layoutAndPane: fc.Arbitrary<{ layout: Layout; pane: PaneId; other: PaneId }> = fc
  .record({ layout: anyLayout, one: fc.nat(), two: fc.nat() })
  .map(({ layout, one, two }) => {
    const panes = panesOf(layout.root).map(({ id }) => id);
    const at = (index: number) => panes[index % panes.length] ?? PaneId.parse('none');
    return { layout: { ...layout, root: normalised(layout.root) }, pane: at(one), other: at(two) };
  });
