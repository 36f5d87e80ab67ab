/**
 * Panes that come into this window and leave it. The engine has stored both windows' layouts when it tells; here they are only shown, and
 * what this window keeps of a pane goes along. Neither is a step that can be undone: an undo would lose a pane, or show it twice.
 */
import { create } from 'zustand';
import type { Problem } from '../../shared/errors.ts';
import { type Layout, panesOf } from '../../shared/layout.ts';
import { docked, withoutPanes } from '../../shared/pane-moves.ts';
import { showPane } from './alone.ts';
import { draftsOf } from './drafts.ts';
import type { EngineClient } from './engine.ts';
import { freshPaneId, useLayout } from './layout.ts';
import { useMe } from './me.ts';
import { placesOf } from './places.ts';
import { askForPane } from './ui.ts';
import { settleLayout } from './undo-layout.ts';
import { useWindows } from './windows.ts';

/** Why the last move of panes from here was refused, if it was. */
export const useMoves = create<{ problem: Problem | null }>(() => ({ problem: null }));

/** The window itself, as far as moves concern it. */
export type MovingWindow = { raise(): void; close(): void; readonly endsEmpty: boolean };

/** Obeys the engine for as long as the window lives. `room` tells how large the workspace is (px). Returns how to stop. */
export function keepMoves(engine: EngineClient, own: MovingWindow, room: () => { width: number; height: number }): () => void {
  const drafts = () => draftsOf(engine, useMe.getState().me?.person.id);
  const stops = [
    engine.on('left', ({ panes }) => {
      const { window, layout: before } = useLayout.getState();
      drafts().left(panes);
      // Under way before this is answered, and so stored before the other window asks.
      void placesOf(engine).flush();
      const place = freshPaneId();
      settleLayout((layout) => withoutPanes(layout, panes, place));
      const { layout } = useLayout.getState();
      // About to be another: what would be closed is that one, and the person's other desk would lose it.
      if (window === null) return;
      // Another window has the panes: this one is not the last.
      if (own.endsEmpty && layout !== before && isEmpty(layout) && useWindows.getState().count > 1) own.close();
    }),
    engine.on('docked', ({ cell, spot, drafts: written }) => {
      drafts().arrived(
        cell.panes.map(({ id }) => id),
        written,
      );
      settleLayout((layout) => docked(layout, cell, spot, room()));
      // About to be another, it has them when its desk is shown again.
      if (useLayout.getState().window === null) return;
      const active = useLayout.getState().layout?.active;
      // In a narrow window it takes the place of what was looked at.
      if (active) showPane(active);
      own.raise();
      askForPane();
    }),
  ];
  return () => {
    for (const stop of stops) stop();
  };
}

function isEmpty(layout: Layout | null): boolean {
  return layout !== null && panesOf(layout.root).every(({ kind }) => kind === 'empty');
}
