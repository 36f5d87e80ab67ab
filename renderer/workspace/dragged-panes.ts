/** What a drag of panes carries, so that another window can take them. Pure. */
import { PaneId, WindowName } from '../../shared/layout.ts';
import { z } from '../../shared/schema.ts';

/** While a drag is under way other pages see its types alone, and read it only when it is dropped on them. */
export const PANES_TYPE = 'application/x-mullion-panes';

const Dragged = z.object({ window: WindowName, panes: z.array(PaneId).min(1).max(200) });
export type Dragged = z.infer<typeof Dragged>;

export function draggedText(dragged: Dragged): string {
  return JSON.stringify(dragged);
}

/** What was dropped; null for what is none of ours, whatever it says of itself. */
export function draggedFrom(text: string): Dragged | null {
  try {
    const dragged = Dragged.safeParse(JSON.parse(text));
    return dragged.success ? dragged.data : null;
  } catch {
    // Not even JSON: another program uses our type.
    return null;
  }
}
