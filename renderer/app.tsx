import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { DeskDialog } from './desks/DeskDialog.tsx';
import { DeskMenu } from './desks/DeskMenu.tsx';
import { DeskProblem } from './desks/DeskProblem.tsx';
import { ImportDialog } from './desks/ImportDialog.tsx';
import { SwitchDialog } from './desks/SwitchDialog.tsx';
import { LinkDialog } from './links/LinkDialog.tsx';
import { PaletteDialog } from './palette/PaletteDialog.tsx';
import { usePlatform } from './platform/context.ts';
import { NoteDialog } from './presence/NoteDialog.tsx';
import { PresenceMenu } from './presence/PresenceMenu.tsx';
import { SettingsDialog } from './settings/SettingsDialog.tsx';
import { KeysDialog } from './shortcuts/KeysDialog.tsx';
import { ShortcutsDialog } from './shortcuts/ShortcutsDialog.tsx';
import { ChannelDialog } from './sidebar/ChannelDialog.tsx';
import { FindDialog } from './sidebar/FindDialog.tsx';
import { NewChannelDialog } from './sidebar/NewChannelDialog.tsx';
import { Sidebar } from './sidebar/Sidebar.tsx';
import { SignIn } from './sign-in/SignIn.tsx';
import { Starting } from './sign-in/Starting.tsx';
import { useAlone } from './state/alone.ts';
import type { Run } from './state/command-list.ts';
import { useActivePane, useLayout } from './state/layout.ts';
import { useLink } from './state/link.ts';
import { useMe } from './state/me.ts';
import { useSettings } from './state/settings.ts';
import { useUi } from './state/ui.ts';
import { viewOf } from './state/view.ts';
import { LinkBar } from './status/LinkBar.tsx';
import { MiniBar, MiniLine } from './status/MiniBars.tsx';
import { StatusLine } from './status/StatusLine.tsx';
import { TopBar } from './status/TopBar.tsx';
import { useObey } from './workspace/obey.ts';
import { useFocusAfterTurn } from './workspace/use-focus-after-turn.ts';
import { useKeys } from './workspace/use-keys.ts';
import { Workspace } from './workspace/Workspace.tsx';

/** The window: one of three views, and the dialogs above them. */
export function App() {
  const engine = useLink((state) => state.engine);
  const link = useLink((state) => state.link);
  const me = useMe((state) => state.me);
  const hasLayout = useLayout((state) => state.layout !== null);
  const server = new URL(usePlatform().server).host;
  const view = viewOf(engine, link, me);
  useReady(view.kind === 'sign-in' ? 'signed-out' : view.kind === 'workspace' && hasLayout ? 'workspace' : 'starting');
  switch (view.kind) {
    case 'starting':
      return (
        <div className="app">
          <Starting server={server} />
          <LinkBar />
        </div>
      );
    case 'sign-in':
      return (
        <div className="app">
          <SignIn key={view.problem?.code ?? ''} server={server} problem={view.problem} />
        </div>
      );
    case 'workspace':
      return <Desk />;
  }
}

function Desk() {
  const hasLayout = useLayout((state) => state.layout !== null);
  const sidebar = useSettings((state) => state.settings.sidebarShown);
  const isHandedOver = useLayout((state) => state.window === null);
  const span = useAlone((state) => state.span);
  const shows = useAlone((state) => state.shows);
  const hasPane = useActivePane()?.kind === 'timeline';
  const list = span === 'wide' ? sidebar : shows === 'list' || !hasPane;
  const panes = span === 'wide' || !list;
  const { t } = useTranslation();
  const obey = useObey();
  useKeys(obey);
  useFocusAfterTurn();
  return (
    <div className="app" data-span={span} inert={isHandedOver}>
      {span === 'mini' && panes ? <MiniBar /> : <TopBar desk={<DeskMenu />} presence={<PresenceMenu />} />}
      <div className="app-middle">
        {list && panes ? <Sidebar /> : null}
        {list && !panes ? (
          <main className="app-list" aria-label={t('windowForm.channels')}>
            <Sidebar />
          </main>
        ) : null}
        <div className="app-panes" hidden={!panes}>
          {hasLayout ? <Workspace /> : <main className="workspace" />}
        </div>
      </div>
      {span === 'mini' ? <MiniLine /> : <StatusLine />}
      <Dialogs obey={obey} />
    </div>
  );
}

function Dialogs({ obey }: { obey: (run: Run) => void }) {
  const dialog = useUi((state) => state.dialog);
  if (!dialog) return null;
  switch (dialog.kind) {
    case 'palette':
      return <PaletteDialog obey={obey} />;
    case 'shortcuts':
      return <ShortcutsDialog from={dialog.from} />;
    case 'keys':
      return <KeysDialog command={dialog.command} />;
    case 'settings':
      return <SettingsDialog />;
    case 'note':
      return <NoteDialog />;
    case 'find':
      return <FindDialog />;
    case 'link':
      return <LinkDialog reveal={dialog.reveal} />;
    case 'new-channel':
      return <NewChannelDialog />;
    case 'desks':
      return <SwitchDialog />;
    case 'desk-import':
      return <ImportDialog />;
    case 'desk-problem':
      return <DeskProblem problem={dialog.problem} />;
    case 'desk-new':
    case 'desk-save-as':
    case 'desk-rename':
    case 'desk-delete':
      return <DeskDialog {...dialog} />;
    default:
      return <ChannelDialog kind={dialog.kind} channel={dialog.channel} />;
  }
}

/** Says on <html> which view stands, and in which window, for tests and for the host. */
function useReady(ready: 'starting' | 'signed-out' | 'workspace'): void {
  const window = useLayout((state) => state.window);
  useEffect(() => {
    document.documentElement.dataset.ready = ready;
    document.documentElement.dataset.window = window ?? '';
  }, [ready, window]);
}
