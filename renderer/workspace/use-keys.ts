import { useEffect } from 'react';
import type { PaneId } from '../../shared/layout.ts';
import { usePlatform } from '../platform/context.ts';
import type { Platform } from '../platform/platform.ts';
import { useDesks } from '../state/desks.ts';
import { useEngine } from '../state/engine.ts';
import { useLayout } from '../state/layout.ts';
import { changeSetting, useSettings } from '../state/settings.ts';
import { askForFilter, openDialog, useUi } from '../state/ui.ts';
import { closePane, goPane, movePane, redo, resizePane, splitPane, stepPane, undo } from './commands.ts';
import { type Command, commandOf } from './keys.ts';
import { backWhereItWas, type Mover, toNewWindow, toNextWindow } from './moving.ts';

/** Obeys the keys of keys.ts in the whole window. While a dialog is open, keys belong to it. */
export function useKeys(): void {
  const engine = useEngine();
  const platform = usePlatform();
  useEffect(() => {
    const mover = { engine, windows: platform.windows };
    const obey = (command: Command): void => {
      const active = useLayout.getState().layout?.active;
      switch (command.do) {
        case 'step':
          stepPane(command.by);
          break;
        case 'go':
          goPane(command.direction);
          break;
        case 'filter':
          askForSidebar();
          break;
        case 'sidebar':
          showSidebar(!useSettings.getState().settings.sidebarShown);
          break;
        case 'undo':
          undo();
          break;
        case 'redo':
          redo();
          break;
        case 'new-window':
          platform.openWindow();
          break;
        case 'desk':
          showDesk(platform, command.at);
          break;
        case 'desks':
          if (platform.desks) openDialog({ kind: 'desks' });
          break;
        case 'find':
        case 'settings':
        case 'shortcuts':
          openDialog({ kind: command.do });
          break;
        default:
          if (active) actOnPane(command, active, mover);
      }
    };
    const showSidebar = (sidebarShown: boolean) => void changeSetting(engine, 'sidebarShown', sidebarShown);
    const askForSidebar = () => {
      if (!useSettings.getState().settings.sidebarShown) showSidebar(true);
      askForFilter();
    };
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented || useUi.getState().dialog) return;
      const command = commandOf({
        key: event.key,
        code: event.code,
        ctrlKey: event.ctrlKey,
        altKey: event.altKey,
        shiftKey: event.shiftKey,
        metaKey: event.metaKey,
        altGraph: event.getModifierState('AltGraph'),
        isComposing: event.isComposing,
      });
      if (!command) return;
      event.preventDefault();
      obey(command);
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, [engine, platform]);
}

function showDesk({ desks }: Platform, at: number): void {
  const desk = useDesks.getState().list?.desks[at];
  if (desks && desk) desks.show(desk.id).catch((problem: unknown) => openDialog({ kind: 'desk-problem', problem }));
}

function actOnPane(command: Command, pane: PaneId, mover: Mover): void {
  switch (command.do) {
    case 'tear-off':
      void toNewWindow(mover, [pane]);
      break;
    case 'next-window':
      void toNextWindow(mover, pane);
      break;
    case 'dock-back':
      void backWhereItWas(mover, pane);
      break;
    case 'move':
      movePane(pane, command.direction);
      break;
    case 'resize':
      resizePane(pane, command.direction);
      break;
    case 'split-right':
      splitPane(pane, 'right');
      break;
    case 'split-down':
      splitPane(pane, 'down');
      break;
    case 'close':
      closePane(pane);
      break;
    case 'pane-menu':
      openPaneMenu(pane);
      break;
  }
}

/** A menu button opens on a key as it does for a person who reached it by Tab. */
function openPaneMenu(pane: PaneId): void {
  const button = document.querySelector<HTMLElement>(`[data-pane-menu="${CSS.escape(pane)}"]`);
  button?.focus();
  button?.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true }));
}
