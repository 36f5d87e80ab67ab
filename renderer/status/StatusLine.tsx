import { useTranslation } from 'react-i18next';
import { useShallow } from 'zustand/react/shallow';
import { panesOf } from '../../shared/layout.ts';
import { useFormat } from '../i18n/format.ts';
import { useChannels } from '../state/channels.ts';
import { useLayout } from '../state/layout.ts';
import { useLocalStore } from '../state/local-store.ts';
import { useOutbox } from '../state/outbox.ts';
import { openDialog } from '../state/ui.ts';
import { useKeysOf } from '../state/use-keymap.ts';
import { useWindows } from '../state/windows.ts';
import { LinkStatus } from './LinkStatus.tsx';
import { MoveProblem } from './MoveProblem.tsx';
import { recordingOf } from './recording.ts';
import { storeWords } from './store-words.ts';
import './status.css';

/**
 * The line at the bottom: the link, what waits to be sent, how much is behind, how far local history reaches; whether the firm
 * records, what is unread, how many windows and panes there are.
 */
export function StatusLine() {
  const { t } = useTranslation();
  const keys = useKeysOf()('shortcuts');
  return (
    <footer className="status-line">
      <div className="status-parts">
        <LinkStatus />
        <Outbox />
        <Behind />
        <LayoutProblem />
        <MoveProblem />
        <Store />
        <span className="status-room" />
        <Record />
        <Totals />
      </div>
      <button type="button" className="status-action status-quiet" onClick={() => openDialog({ kind: 'shortcuts' })}>
        {keys === undefined ? t('shortcuts.shortcuts') : t('status.shortcuts', { keys })}
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
  const format = useFormat();
  const { tone, words } = storeWords(useLocalStore((state) => state.store));
  if (words.key !== 'historyBackTo') return <span className={`status-part status-${tone}`}>{t(`status.${words.key}`)}</span>;
  const held = t('status.historyHeld', { count: words.events, formatted: format.number(words.events) });
  return (
    <span className="status-part" title={held}>
      {t('status.historyBackTo', { day: format.day(words.at) })}
    </span>
  );
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

function Record() {
  const { t } = useTranslation();
  const recording = useChannels(useShallow(({ channels }) => recordingOf(channels.values())));
  if (recording === null) return null;
  if (recording === 'all') return <span className="status-part">{t('status.recordedAll')}</span>;
  if (recording === 'none') return <span className="status-part status-warn">{t('status.recordedNone')}</span>;
  return <span className="status-part status-warn">{t('status.unrecorded', { count: recording.unrecorded })}</span>;
}

function Totals() {
  const { t } = useTranslation();
  const format = useFormat();
  const unread = useChannels(({ channels }) => [...channels.values()].reduce((sum, view) => sum + view.unread, 0));
  const windows = useWindows((state) => state.count);
  const panes = useLayout(({ layout }) => (layout ? panesOf(layout.root).length : 0));
  return (
    <>
      {unread > 0 ? (
        <span className="status-part">{t('status.unreadTotal', { count: unread, text: format.number(unread) })}</span>
      ) : null}
      <span className="status-part">
        {t('status.windows', { count: windows })} · {t('status.panes', { count: panes })}
      </span>
    </>
  );
}
