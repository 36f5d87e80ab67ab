import { useTranslation } from 'react-i18next';
import { useShallow } from 'zustand/react/shallow';
import { panesOf } from '../../shared/layout.ts';
import { useFormat } from '../i18n/format.ts';
import { useChannels } from '../state/channels.ts';
import { useLayout } from '../state/layout.ts';
import { useLocalStore } from '../state/local-store.ts';
import { useOutbox } from '../state/outbox.ts';
import { openDialog } from '../state/ui.ts';
import { LinkStatus } from './LinkStatus.tsx';
import './status.css';

/** The line at the bottom: the link, what waits to be sent, how much is behind, how the local store fares. */
export function StatusLine() {
  const { t } = useTranslation();
  return (
    <footer className="status-line">
      <LinkStatus />
      <Outbox />
      <Behind />
      <Store />
      <LayoutProblem />
      <span className="status-room" />
      <Totals />
      <button type="button" className="status-action status-quiet" onClick={() => openDialog({ kind: 'shortcuts' })}>
        {t('status.shortcuts')}
      </button>
    </footer>
  );
}

function Outbox() {
  const { t } = useTranslation();
  const { waiting, failed } = useOutbox(
    useShallow(({ items }) => ({
      waiting: items.filter((item) => item.state !== 'failed').length,
      failed: items.filter((item) => item.state === 'failed').length,
    })),
  );
  return (
    <>
      {waiting > 0 ? <span className="status-part status-warn">{t('status.outbox', { count: waiting })}</span> : null}
      {failed > 0 ? <span className="status-part status-bad">{t('status.failed', { count: failed })}</span> : null}
    </>
  );
}

function Behind() {
  const { t } = useTranslation();
  const behind = useChannels(({ channels }) =>
    [...channels.values()].reduce((sum, view) => sum + (view.behind?.messages ?? 0), 0),
  );
  return behind > 0 ? <span className="status-part">{t('status.behind', { count: behind })}</span> : null;
}

function Store() {
  const { t } = useTranslation();
  const store = useLocalStore((state) => state.store);
  if (store.outbox === 'memory') return <span className="status-part status-bad">{t('status.outboxMemory')}</span>;
  if (store.history === 'memory') return <span className="status-part status-warn">{t('status.historyMemory')}</span>;
  if (store.history === 'rebuilt') return <span className="status-part status-warn">{t('status.historyRebuilt')}</span>;
  return <span className="status-part">{t('status.historyOk')}</span>;
}

function LayoutProblem() {
  const { t } = useTranslation();
  const problem = useLayout((state) => state.problem);
  return problem ? (
    <span className="status-part status-warn" title={problem.message}>
      {t('status.layoutProblem')}
    </span>
  ) : null;
}

function Totals() {
  const { t } = useTranslation();
  const format = useFormat();
  const unread = useChannels(({ channels }) => [...channels.values()].reduce((sum, view) => sum + view.unread, 0));
  const panes = useLayout(({ layout }) => (layout ? panesOf(layout.root).length : 0));
  return (
    <>
      {unread > 0 ? (
        <span className="status-part">{t('status.unreadTotal', { count: unread, text: format.number(unread) })}</span>
      ) : null}
      <span className="status-part">{t('status.panes', { count: panes })}</span>
    </>
  );
}
