/**
 * Holds the tiling library's model and keeps it and our layout the same. Our layout is the truth: what is edited there is
 * made into a new model, which takes the panes over from the one before (they stay mounted, with their scroll positions);
 * what is dragged in the library becomes an edit of ours.
 */
import { type Action, Actions, Model } from 'flexlayout-react';
import type { Layout, PaneId } from '../../shared/layout.ts';
import { useAlone } from '../state/alone.ts';
import { same } from '../state/keyed.ts';
import { useLayout } from '../state/layout.ts';
import { inSight } from '../state/layout-edits.ts';
import { fromModel, toModel } from './layout.ts';

export type Tiling = {
  readonly model: () => Model;
  /** Told when there is another model. Returns how to stop. */
  subscribe(listener: () => void): () => void;
  /** The library has changed its model (by pointer or keyboard). */
  changed(action: Action): void;
  stop(): void;
};

/** Actions after which the library's picture is already ours: nothing needs to be made anew. */
const QUIET_ACTIONS = [Actions.ADJUST_WEIGHTS, Actions.SELECT_TAB, Actions.SET_ACTIVE_TABSET];

/** The id of the element that the library calls a pane's panel by: the pane's tab, where there are tabs. */
export function panelNameId(pane: PaneId): string {
  return PANEL_NAME + pane;
}

/** The other way round: the pane's id in such an element's; what is none gives no pane's. */
export function paneOfPanelName(id: string): string {
  return id.startsWith(PANEL_NAME) ? id.slice(PANEL_NAME.length) : '';
}

const PANEL_NAME = 'flexlayout-tabbutton-';

/** Begins with a layout; follows the layout store until stopped. */
export function createTiling(first: Layout): Tiling {
  const listeners = new Set<() => void>();
  let model = Model.fromJson(toModel(first));

  /** The pane that fills the window, where that is narrow. */
  let alone: PaneId | null = null;
  const rebuild = (layout: Layout) => {
    model = Model.fromJson(toModel(layout, alone), model);
    for (const listener of listeners) listener();
  };

  const follow = (layout: Layout | null, before: Layout | null) => {
    if (!layout) return;
    const fills = useAlone.getState().span === 'wide' ? null : layout.active;
    if (fills === alone && layout.root === before?.root) return;
    const shown = fromModel(model.toJson(), layout.active);
    if (fills === alone && shown && same(shown.root, layout.root)) return;
    alone = fills;
    rebuild(layout);
  };
  const stops = [
    useLayout.subscribe(({ layout }, before) => follow(layout, before.layout)),
    useAlone.subscribe(() => follow(useLayout.getState().layout, useLayout.getState().layout)),
  ];
  follow(first, first);

  return {
    model: () => model,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    changed(action) {
      const { layout } = useLayout.getState();
      const drawn = fromModel(model.toJson(), layout?.active ?? null);
      if (!drawn || !layout) return;
      const shown = inSight(drawn);
      if (!same(shown.root, layout.root)) useLayout.setState({ layout: shown });
      if (!QUIET_ACTIONS.includes(action.type)) rebuild(shown);
    },
    stop() {
      for (const stop of stops) stop();
    },
  };
}
