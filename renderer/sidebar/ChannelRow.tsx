import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import type { ChannelId, PresenceStatus } from '../../shared/model.ts';
import { useFormat } from '../i18n/format.ts';
import { useChannel, useOutsideFirms } from '../state/channels.ts';
import { openChannel, useIsShown } from '../state/layout.ts';
import { usePresence } from '../state/presence.ts';
import { askForPane } from '../state/ui.ts';
import { Pill } from '../ui/Pill.tsx';
import { PresenceMark } from '../ui/PresenceMark.tsx';

type ChannelRowProps = { id: ChannelId; title: string };

/** One channel: its name, who it is with, what is unread. Renders again only for its own channel. */
export const ChannelRow = memo(function ChannelRow({ id, title }: ChannelRowProps) {
  const shown = useIsShown(id);
  const isActive = shown === 'active';
  const isOpen = shown !== 'no';
  const unread = useChannel(id)?.unread ?? 0;
  return (
    <button
      type="button"
      className={`side-row${isOpen ? ' side-row-open' : ''}${unread > 0 ? ' side-row-unread' : ''}`}
      aria-current={isActive ? 'true' : undefined}
      data-side-row
      data-channel={id}
      title={title}
      tabIndex={isActive ? 0 : -1}
      onClick={() => {
        openChannel(id);
        askForPane();
      }}
    >
      <PeerPresence id={id} />
      <span className="side-name">{title}</span>
      <PeerWord id={id} />
      <Outside id={id} />
      <Unread id={id} />
    </button>
  );
});

/** The mark stands before the name; its word comes after it, where it is read out. */
function PeerPresence({ id }: { id: ChannelId }) {
  const { t } = useTranslation();
  const peer = usePeer(id);
  return peer ? (
    <span title={t(`presence.${peer.status}`)} className="side-mark">
      <PresenceMark status={peer.status} />
    </span>
  ) : null;
}

function PeerWord({ id }: { id: ChannelId }) {
  const { t } = useTranslation();
  const peer = usePeer(id);
  if (!peer) return null;
  const word = t(`presence.${peer.status}`);
  return <span className="visually-hidden">{peer.note ? `${word}: ${peer.note}` : word}</span>;
}

/** What is known of the other person of a direct channel; null for other channels. */
function usePeer(id: ChannelId): { status: PresenceStatus; note?: string | undefined } | null {
  const view = useChannel(id);
  const presence = usePresence(view?.peer);
  if (view?.channel.kind !== 'direct') return null;
  return { status: presence?.status ?? 'unknown', note: presence?.note };
}

function Outside({ id }: { id: ChannelId }) {
  const { t } = useTranslation();
  const firms = useOutsideFirms(id);
  if (firms === 0) return null;
  return (
    <span className="side-ext" title={t('pane.extTitle', { count: firms })}>
      {t('sidebar.ext')}
    </span>
  );
}

function Unread({ id }: { id: ChannelId }) {
  const { t } = useTranslation();
  const format = useFormat();
  const view = useChannel(id);
  if (!view) return null;
  if (view.mentions > 0) {
    const label = `${t('sidebar.mentions', { count: view.mentions })}, ${t('sidebar.unread', { count: view.unread })}`;
    return <Pill count={view.mentions} tone="loud" text={format.number(view.mentions)} label={label} />;
  }
  const text = view.unread > 999 ? '999+' : format.number(view.unread);
  const tone = view.channel.kind === 'direct' ? 'loud' : 'quiet';
  return <Pill count={view.unread} tone={tone} text={text} label={t('sidebar.unread', { count: view.unread })} />;
}
