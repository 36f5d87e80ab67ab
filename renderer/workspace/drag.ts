/** How a pane's header begins to drag its pane; given by the workspace. */
import { createContext, type DragEvent, useContext } from 'react';
import type { PaneId } from '../../shared/layout.ts';

export type PaneDrag = (event: DragEvent<HTMLElement>, pane: PaneId) => void;

const DragContext = createContext<PaneDrag>(() => {});

export const PaneDragProvider = DragContext.Provider;

export function usePaneDrag(): PaneDrag {
  return useContext(DragContext);
}
