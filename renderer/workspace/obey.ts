/** Does what commands say, whether a key or the palette asked for it. */
import { useMemo } from 'react';
import type { PaneId } from '../../shared/layout.ts';
import type { ChannelId } from '../../shared/model.ts';
import { usePlatform } from '../platform/context.ts';
import type { Platform } from '../platform/platform.ts';
import { showList, useAlone } from '../state/alone.ts';
import { useChannels } from '../state/channels.ts';
import { applies, type Run } from '../state/command-list.ts';
import { useDesks } from '../state/desks.ts';
import { type EngineClient, useEngine } from '../state/engine.ts';
import { activePane } from '../state/layout.ts';
import { changeSetting, useSettings } from '../state/settings.ts';
import { situationOf } from '../state/situation.ts';
import { askForFilter, askForPane, openDialog } from '../state/ui.ts';
import { goAlong } from '../state/whereabouts.ts';
import { toggleForm } from '../state/window-form.ts';
import {
  closePane,
  evenPanes,
  goPane,
  goToPaneAt,
  goToWaiting,
  movePane,
  redo,
  resizePane,
  splitPane,
  stepPane,
  undo,
} from './commands.ts';
import { backWhereItWas, type Mover, toNewWindow, toNextWindow } from './moving.ts';

/** Does a command, where it applies. */
export function useObey(): (run: Run) => void {
  const engine = useEngine();
  const platform = usePlatform();
  return useMemo(() => {
    const mover = { engine, windows: platform.windows };
    return (run) => {
      if (!applies(run.id, situationOf(platform))) return;
      const active = activePane();
      if (active && obeyInPane(run, active.id, mover)) return;
      if (active?.kind === 'timeline' && obeyInChannel(run, active.channel, engine)) return;
      obeyInWindow(run, engine, platform);
    };
  }, [engine, platform]);
}

type InPaneId =
  | 'tearOff'
  | 'nextWindow'
  | 'dockBack'
  | 'movePane'
  | 'resizePane'
  | 'splitRight'
  | 'splitDown'
  | 'closePane'
  | 'paneMenu';
type InChannelId = 'markRead' | 'invite';

/** What is done to the active pane; answers whether it was that. */
function obeyInPane(run: Run, pane: PaneId, mover: Mover): boolean {
  switch (run.id) {
    case 'tearOff':
      void toNewWindow(mover, [pane]);
      return true;
    case 'nextWindow':
      void toNextWindow(mover, pane);
      return true;
    case 'dockBack':
      void backWhereItWas(mover, pane);
      return true;
    case 'movePane':
      movePane(pane, run.direction);
      return true;
    case 'resizePane':
      resizePane(pane, run.direction);
      return true;
    case 'splitRight':
      splitPane(pane, 'right');
      return true;
    case 'splitDown':
      splitPane(pane, 'down');
      return true;
    case 'closePane':
      closePane(pane);
      return true;
    case 'paneMenu':
      openPaneMenu(pane);
      return true;
    default:
      return false;
  }
}

/** What is done to the channel that the active pane shows. */
function obeyInChannel(run: Run, channel: ChannelId, engine: EngineClient): boolean {
  switch (run.id) {
    case 'markRead': {
      const head = useChannels.getState().channels.get(channel)?.head;
      if (head !== undefined) void engine.call('read', { channel, seq: head });
      return true;
    }
    case 'invite':
      openDialog({ kind: 'invite', channel });
      return true;
    default:
      return false;
  }
}

function obeyInWindow(run: Run, engine: EngineClient, platform: Platform): void {
  switch (run.id) {
    case 'nextPane':
      stepPane(1);
      break;
    case 'previousPane':
      stepPane(-1);
      break;
    case 'paneByNumber':
      goToPaneAt(run.at);
      break;
    case 'paneInDirection':
      goPane(run.direction);
      break;
    case 'nextUnread':
      goToWaiting('unread');
      break;
    case 'nextMention':
      goToWaiting('mention');
      break;
    case 'goBack':
      goAlong('back');
      break;
    case 'goForward':
      goAlong('forward');
      break;
    case 'evenOut':
      evenPanes();
      break;
    case 'undo':
      undo();
      break;
    case 'redo':
      redo();
      break;
    case 'filter':
      askForSidebar(engine);
      break;
    case 'sidebar':
      if (isAlone()) toggleList();
      else showSidebar(engine, !useSettings.getState().settings.sidebarShown);
      break;
    case 'backToList':
      showList();
      break;
    case 'newWindow':
      platform.openWindow();
      break;
    case 'dockLeft':
      form(platform, 'docked-left');
      break;
    case 'dockRight':
      form(platform, 'docked-right');
      break;
    case 'mini':
      form(platform, 'mini');
      break;
    case 'desk':
      showDesk(platform, run.at);
      break;
    case 'newDesk':
      openDialog({ kind: 'desk-new' });
      break;
    case 'presenceNote':
      openDialog({ kind: 'note' });
      break;
    case 'newChannel':
      openDialog({ kind: 'new-channel' });
      break;
    case 'palette':
    case 'find':
    case 'desks':
    case 'settings':
    case 'shortcuts':
      openDialog({ kind: run.id });
      break;
    case 'signOut':
      void engine.call('signOut', {});
      break;
    default:
      // A pane's or a channel's, and there is none.
      run.id satisfies InPaneId | InChannelId;
  }
}

function showDesk({ desks }: Platform, at: number): void {
  const desk = useDesks.getState().list?.desks[at];
  if (desks && desk) desks.show(desk.id).catch((problem: unknown) => openDialog({ kind: 'desk-problem', problem }));
}

function form({ windowForm }: Platform, to: 'docked-left' | 'docked-right' | 'mini'): void {
  if (windowForm) void toggleForm(windowForm, to);
}

function isAlone(): boolean {
  return useAlone.getState().span !== 'wide';
}

function toggleList(): void {
  if (useAlone.getState().shows === 'pane') showList();
  else askForPane();
}

function showSidebar(engine: EngineClient, sidebarShown: boolean): void {
  void changeSetting(engine, 'sidebarShown', sidebarShown);
}

function askForSidebar(engine: EngineClient): void {
  if (isAlone()) showList();
  else if (!useSettings.getState().settings.sidebarShown) showSidebar(engine, true);
  askForFilter();
}

/** A menu button opens on a key as it does for a person who reached it by Tab. */
function openPaneMenu(pane: PaneId): void {
  const button = document.querySelector<HTMLElement>(`[data-pane-menu="${CSS.escape(pane)}"]`);
  button?.focus();
  button?.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true }));
}
