/** The tiling library's words for where something is dropped, in ours. Pure. */
import { type Action, Actions, type Model, type Node, TabNode } from 'flexlayout-react';
import { PaneId, type Spot } from '../../shared/layout.ts';
import { z } from '../../shared/schema.ts';

/** The id of the tab that stands for panes of another window while they are over this one. */
export const ARRIVING = 'arriving';

const Drop = z.object({
  toNode: z.string(),
  location: z.enum(['left', 'right', 'top', 'bottom', 'center']),
  index: z.number(),
  json: z.object({ id: z.literal(ARRIVING) }),
});

const sides = { left: 'left', right: 'right', top: 'up', bottom: 'down' } as const;

/** Where panes of another window are dropped by this action; null where it is another action, undefined where it is no place of ours. */
export function dropSpot(action: Action, model: Model): Spot | null | undefined {
  if (action.type !== Actions.ADD_TAB) return null;
  const drop = Drop.safeParse(action.data);
  const node = drop.success ? model.getNodeById(drop.data.toNode) : undefined;
  if (!drop.success || !node) return undefined;
  const beside = panesUnder(node);
  if (beside.length === 0) return undefined;
  const { location, index } = drop.data;
  if (location === 'center') return { side: 'stack', beside, at: index < 0 ? beside.length : index };
  // As the library shows it: half of a cell, a quarter of a side of the window.
  return { side: sides[location], beside, share: node.getType() === 'tabset' ? 0.5 : 0.25 };
}

function panesUnder(node: Node): PaneId[] {
  if (node instanceof TabNode) {
    const id = PaneId.safeParse(node.getId());
    return id.success ? [id.data] : [];
  }
  return node.getChildren().flatMap(panesUnder);
}
