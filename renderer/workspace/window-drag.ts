/**
 * Panes that are dragged out of this window, and those of others that are dragged into it:
 *
 *   dragstart ─► the drag carries window and panes ─┬─ dropped on another window's tiling ─► that window takes them
 *                                                   └─ taken by nobody, outside of every window ─► a new window, under the pointer
 */
import type { Action, IJsonTabNode, Model } from 'flexlayout-react';
import { type DragEvent, useMemo, useRef } from 'react';
import { PaneId, type Spot } from '../../shared/layout.ts';
import { usePlatform } from '../platform/context.ts';
import { useEngine } from '../state/engine.ts';
import { draggedFrom, draggedText, PANES_TYPE } from './dragged-panes.ts';
import { ARRIVING, dropSpot } from './drop-spot.ts';
import { takeHere, toNewWindow } from './moving.ts';
import { paneOfPanelName } from './tiling.ts';

/** What the tiling library writes into a drag of its own. */
const LIBRARY_TEXT = '--flexlayout--';

/** Listeners for the element around the tiling: they come after the library's own. */
export function useWindowDrag() {
  const engine = useEngine();
  const { windows } = usePlatform();
  const dragged = useRef<readonly PaneId[]>([]);
  return {
    onDragStart(event: DragEvent<HTMLElement>) {
      dragged.current = panesAt(event.target);
      const { window } = engine;
      if (event.dataTransfer.getData('text/plain') !== LIBRARY_TEXT || dragged.current.length === 0 || window === null) return;
      event.dataTransfer.setData(PANES_TYPE, draggedText({ window, panes: [...dragged.current] }));
      // Of use to nobody: without it no other program takes a pane for text, and it can be dropped anywhere.
      event.dataTransfer.clearData('text/plain');
    },
    onDragEnd({ screenX: x, screenY: y }: DragEvent<HTMLElement>) {
      const panes = dragged.current;
      dragged.current = [];
      // What became of it (`dropEffect`) is not to be trusted: on X11 the desktop "takes" what was dropped on it.
      if (panes.length === 0 || !windows.isAt) return;
      const point = { x, y };
      void windows.isAt(point).then(
        (isOurs) => void (isOurs || toNewWindow({ engine, windows }, panes, point)),
        (error: unknown) => console.warn('Where a pane was dropped is not known.', error),
      );
    },
  };
}

/** The panes that an element drags: a header its own, a tab its own, the strip of a stack all of them. */
function panesAt(target: EventTarget): PaneId[] {
  if (!(target instanceof Element)) return [];
  const named = (element: Element) =>
    PaneId.safeParse(element.getAttribute('data-pane') ?? paneOfPanelName(element.id)).data ?? [];
  const own = target.closest('.flexlayout__tab_button, .pane-header');
  if (own) return [named(own.closest('[data-pane]') ?? own)].flat();
  const strip = target.closest('.flexlayout__tabset_tabbar_outer') ?? target;
  return [...strip.querySelectorAll('.flexlayout__tab_button')].flatMap(named);
}

export type DropFromElsewhere = {
  /** Lets the library show where a drag from another window would be dropped. */
  accept(
    event: DragEvent<HTMLElement>,
  ): undefined | { json: IJsonTabNode; onDrop: (node?: unknown, event?: DragEvent<HTMLElement>) => void };
  /** Takes the drop out of the library's hands: it has not got the panes. */
  intercept(action: Action, model: Model): Action | undefined;
};

export function useDropFromElsewhere(): DropFromElsewhere {
  const engine = useEngine();
  const { windows } = usePlatform();
  return useMemo(() => {
    let spot: Spot | null | undefined;
    return {
      accept(event) {
        if (!event.dataTransfer.types.includes(PANES_TYPE)) return undefined;
        return {
          json: { type: 'tab', id: ARRIVING, component: 'pane' },
          onDrop(_node, drop) {
            const dragged = draggedFrom(drop?.dataTransfer.getData(PANES_TYPE) ?? '');
            if (spot && dragged && dragged.window !== engine.window)
              void takeHere({ engine, windows }, dragged.window, dragged.panes, spot);
            spot = undefined;
          },
        };
      },
      intercept(action, model) {
        spot = dropSpot(action, model);
        return spot === null ? action : undefined;
      },
    };
  }, [engine, windows]);
}
