/**
 * Panes that are dragged out of this window, and those of others that are dragged into it:
 *
 *   dragstart ─► the drag carries window and panes ─┬─ dropped on another window's tiling ─► that window takes them
 *                                                   ├─ outside of every window, taken by nobody, Escape ─► nothing
 *                                                   └─ outside of every window ─► a new window, under the pointer
 */
import type { Action, IJsonTabNode, ILayoutApi, Model } from 'flexlayout-react';
import { type DragEvent, type RefObject, useMemo } from 'react';
import { PaneId, type Spot } from '../../shared/layout.ts';
import { usePlatform } from '../platform/context.ts';
import { useEngine } from '../state/engine.ts';
import { draggedFrom, draggedText, PANES_TYPE } from './dragged-panes.ts';
import { ARRIVING, dropSpot } from './drop-spot.ts';
import { isGivenUp } from './given-up.ts';
import { takeHere, toNewWindow } from './moving.ts';
import { paneOfPanelName } from './tiling.ts';

/** What the tiling library writes into a drag of its own. */
const LIBRARY_TEXT = '--flexlayout--';

export type WindowDrag = {
  /** Listeners for the element around the tiling: they come after the library's own. */
  readonly around: { onDragStart(event: DragEvent<HTMLElement>): void; onDragEnd(event: DragEvent<HTMLElement>): void };
  /** Lets the library show where a drag from another window would be dropped. */
  accept(event: DragEvent<HTMLElement>): undefined | { json: IJsonTabNode; onDrop: Dropped };
  /** Takes such a drop out of the library's hands: it has not got the panes. */
  intercept(action: Action, model: Model): Action | undefined;
};
type Dropped = (node?: unknown, event?: DragEvent<HTMLElement>) => void;

export function useWindowDrag(tiles: RefObject<ILayoutApi | null>): WindowDrag {
  const engine = useEngine();
  const { windows } = usePlatform();
  return useMemo(() => {
    const mover = { engine, windows };
    let dragged: readonly PaneId[] = [];
    let spot: Spot | null | undefined;
    let ending = false;
    return {
      around: {
        onDragStart({ target, dataTransfer }) {
          dragged = panesAt(target);
          const { window } = engine;
          if (dataTransfer.getData('text/plain') !== LIBRARY_TEXT || dragged.length === 0 || window === null) return;
          dataTransfer.setData(PANES_TYPE, draggedText({ window, panes: [...dragged] }));
          // Of use to nobody: without it no other program takes a pane for text, and it can be dropped anywhere.
          dataTransfer.clearData('text/plain');
        },
        onDragEnd({ screenX: x, screenY: y, dataTransfer }) {
          const panes = dragged;
          dragged = [];
          ending = true;
          endInLibrary(tiles.current?.getRootDiv());
          ending = false;
          const { isAt } = windows;
          if (panes.length === 0 || !isAt) return;
          const point = { x, y };
          // That something took it says little: on X11 the desktop "takes" what was dropped on it. That nothing did may mean Escape.
          const isTaken = dataTransfer.dropEffect !== 'none';
          const settle = async () => {
            if (await isAt(point)) return;
            if (isTaken || !(await isGivenUp(window))) await toNewWindow(mover, panes, point);
          };
          settle().catch((error: unknown) => console.warn('Where a pane was dropped is not known.', error));
        },
      },
      accept({ dataTransfer }) {
        if (ending || !dataTransfer.types.includes(PANES_TYPE)) return undefined;
        return {
          json: { type: 'tab', id: ARRIVING, component: 'pane' },
          onDrop(_node, drop) {
            if (ending) return;
            const from = draggedFrom(drop?.dataTransfer.getData(PANES_TYPE) ?? '');
            if (spot && from && from.window !== engine.window) void takeHere(mover, from.window, from.panes, spot);
            spot = undefined;
          },
        };
      },
      intercept(action, model) {
        if (ending) return undefined;
        spot = dropSpot(action, model);
        return spot === null ? action : undefined;
      },
    };
  }, [engine, windows, tiles]);
}

/**
 * To the library a drag that a pane's header began never ends unless it is dropped on it: it would take the next one, whatever that
 * carries, for this pane. A drop without a place to go to ends it.
 */
function endInLibrary(root: HTMLElement | null | undefined): void {
  for (const name of ['dragenter', 'drop']) root?.dispatchEvent(new DragEvent(name, { bubbles: true, cancelable: true }));
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
