import { useEffect } from 'react';
import { usePlatform } from './platform/context.ts';
import { NoteDialog } from './presence/NoteDialog.tsx';
import { PresenceMenu } from './presence/PresenceMenu.tsx';
import { SettingsDialog } from './settings/SettingsDialog.tsx';
import { ChannelDialog } from './sidebar/ChannelDialog.tsx';
import { FindDialog } from './sidebar/FindDialog.tsx';
import { NewChannelDialog } from './sidebar/NewChannelDialog.tsx';
import { Sidebar } from './sidebar/Sidebar.tsx';
import { SignIn } from './sign-in/SignIn.tsx';
import { Starting } from './sign-in/Starting.tsx';
import { useLayout } from './state/layout.ts';
import { useLink } from './state/link.ts';
import { useMe } from './state/me.ts';
import { useSettings } from './state/settings.ts';
import { useUi } from './state/ui.ts';
import { viewOf } from './state/view.ts';
import { LinkBar } from './status/LinkBar.tsx';
import { StatusLine } from './status/StatusLine.tsx';
import { TopBar } from './status/TopBar.tsx';
import { ShortcutsDialog } from './workspace/ShortcutsDialog.tsx';
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
  useKeys();
  return (
    <div className="app">
      <TopBar presence={<PresenceMenu />} />
      <div className="app-middle">
        {sidebar ? <Sidebar /> : null}
        {hasLayout ? <Workspace /> : <main className="workspace" />}
      </div>
      <StatusLine />
      <Dialogs />
    </div>
  );
}

function Dialogs() {
  const dialog = useUi((state) => state.dialog);
  if (!dialog) return null;
  switch (dialog.kind) {
    case 'shortcuts':
      return <ShortcutsDialog />;
    case 'settings':
      return <SettingsDialog />;
    case 'note':
      return <NoteDialog />;
    case 'find':
      return <FindDialog />;
    case 'new-channel':
      return <NewChannelDialog />;
    default:
      return <ChannelDialog kind={dialog.kind} channel={dialog.channel} />;
  }
}

/** Says on <html> which view stands, for tests and for the host. */
function useReady(ready: 'starting' | 'signed-out' | 'workspace'): void {
  useEffect(() => {
    document.documentElement.dataset.ready = ready;
  }, [ready]);
}
