import { useEffect } from 'react';
import type { PaneId } from '../../shared/layout.ts';
import { usePlatform } from '../platform/context.ts';
import type { Platform } from '../platform/platform.ts';
import { showList, useAlone } from '../state/alone.ts';
import { useDesks } from '../state/desks.ts';
import { useEngine } from '../state/engine.ts';
import { activePane } from '../state/layout.ts';
import { changeSetting, useSettings } from '../state/settings.ts';
import { askForFilter, askForPane, openDialog, useUi } from '../state/ui.ts';
import { toggleForm } from '../state/window-form.ts';
import { closePane, goPane, movePane, redo, resizePane, splitPane, stepPane, undo } from './commands.ts';
import { type Command, commandOf } from './keys.ts';
import { backWhereItWas, type Mover, toNewWindow, toNextWindow } from './moving.ts';

/** What can be done to the one pane that a narrow window shows. */
const inNarrow: readonly Command['do'][] = ['pane-menu', 'tear-off', 'next-window', 'dock-back'];

/** Obeys the keys of keys.ts in the whole window. While a dialog is open, keys belong to it. */
export function useKeys(): void {
  const engine = useEngine();
  const platform = usePlatform();
  useEffect(() => {
    const mover = { engine, windows: platform.windows };
    const obey = (command: Command): void => {
      const active = activePane()?.id;
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
        case 'back':
          showList();
          break;
        case 'form':
          if (platform.windowForm) void toggleForm(platform.windowForm, command.form);
          break;
        case 'sidebar':
          if (isAlone()) toggleList();
          else showSidebar(!useSettings.getState().settings.sidebarShown);
          break;
        case 'undo':
          if (!isAlone()) undo();
          break;
        case 'redo':
          if (!isAlone()) redo();
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
      if (isAlone()) showList();
      else if (!useSettings.getState().settings.sidebarShown) showSidebar(true);
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
      if (!command || (command.do === 'back' && !canGoBack())) return;
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

function isAlone(): boolean {
  return useAlone.getState().span !== 'wide';
}

/** Whether one pane is shown, and the list is not. */
function canGoBack(): boolean {
  return isAlone() && useAlone.getState().shows === 'pane';
}

function toggleList(): void {
  if (canGoBack()) showList();
  else askForPane();
}

/** What changes the layout is not done where only one pane of it is seen; that one can be moved to another window. */
function actOnPane(command: Command, pane: PaneId, mover: Mover): void {
  if (isAlone() && !inNarrow.includes(command.do)) return;
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
