import { Hash, Rss, SquareDashed, UserRound, UsersRound } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { ChannelView } from '../../shared/engine-api.ts';
import type { Pane, PaneId } from '../../shared/layout.ts';
import type { ChannelId } from '../../shared/model.ts';
import { useFormat } from '../i18n/format.ts';
import { useIsAlone } from '../state/alone.ts';
import { useChannel, useChannelTitle, useOutsideFirms } from '../state/channels.ts';
import { useLayout } from '../state/layout.ts';
import { cellHolding } from '../state/layout-edits.ts';
import { useFirm, usePerson } from '../state/people.ts';
import { usePresence } from '../state/presence.ts';
import { Pill } from '../ui/Pill.tsx';
import { PresenceMark } from '../ui/PresenceMark.tsx';
import { BackToList } from './BackToList.tsx';
import { usePaneDrag } from './drag.ts';
import { PaneMenu } from './PaneMenu.tsx';
import { panelNameId } from './tiling.ts';

/** 27 px: what the pane shows, who is outside, what is unread, and its menu. Dragging it moves the pane. */
export function PaneHeader({ pane }: { pane: Pane }) {
  const drag = usePaneDrag();
  const alone = useIsAlone();
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dragging is one of three ways; the menu and the keyboard do the same
    <header className="pane-header" draggable={!alone} onDragStart={(event) => drag(event, pane.id)}>
      {alone ? <BackToList channel={pane.kind === 'timeline' ? pane.channel : undefined} /> : null}
      {pane.kind === 'timeline' ? <ChannelHeading pane={pane.id} channel={pane.channel} /> : <PlaceHeading pane={pane.id} />}
      <PaneMenu pane={pane} />
    </header>
  );
}

/** A pane without a tab gives its heading the id of one: what the tiling library calls its panel by. */
function useHeadingId(pane: PaneId): string | undefined {
  const alone = useLayout(({ layout }) => layout !== null && cellHolding(layout.root, pane)?.panes.length === 1);
  return alone ? panelNameId(pane) : undefined;
}

function PlaceHeading({ pane }: { pane: PaneId }) {
  const { t } = useTranslation();
  const id = useHeadingId(pane);
  return (
    <>
      <SquareDashed size={14} aria-hidden className="pane-kind" />
      <h2 id={id} className="pane-name pane-name-quiet">
        {t('pane.empty')}
      </h2>
      <span className="pane-room" />
    </>
  );
}

function ChannelHeading({ pane, channel }: { pane: PaneId; channel: ChannelId }) {
  const { t } = useTranslation();
  const id = useHeadingId(pane);
  const view = useChannel(channel);
  const title = useChannelTitle(channel);
  const firms = useOutsideFirms(channel);
  if (!view) return <span className="pane-room" />;
  return (
    <>
      <Kind view={view} />
      <h2 id={id} className="pane-name" title={title}>
        {title}
      </h2>
      <Topic view={view} />
      {firms > 0 ? (
        <span className="tag tag-warn" title={t('pane.extTitle', { count: firms })}>
          {t('pane.ext', { count: firms })}
        </span>
      ) : null}
      {view.channel.feed ? (
        <span className="tag" title={t('pane.feedTitle')}>
          {t('pane.feed')}
        </span>
      ) : null}
      <span className="pane-room" />
      <Unread view={view} />
    </>
  );
}

function Kind({ view }: { view: ChannelView }) {
  const { t } = useTranslation();
  const presence = usePresence(view.peer);
  if (view.channel.kind === 'direct') {
    const status = presence?.status ?? 'unknown';
    return view.peer === undefined ? (
      <UserRound size={14} aria-hidden className="pane-kind" />
    ) : (
      <PresenceMark status={status} label={t(`presence.${status}`)} />
    );
  }
  const Icon = view.channel.feed ? Rss : view.channel.kind === 'group' ? UsersRound : Hash;
  return <Icon size={14} aria-hidden className="pane-kind" />;
}

/** The topic; of a direct channel, what the other person does and for whom. */
function Topic({ view }: { view: ChannelView }) {
  const peer = usePerson(view.peer);
  const firm = useFirm(peer?.firm);
  const words = view.channel.kind === 'direct' ? [peer?.title, firm?.name].filter(Boolean).join(' · ') : view.channel.topic;
  return words ? (
    <span className="pane-topic" title={words}>
      {words}
    </span>
  ) : null;
}

function Unread({ view }: { view: ChannelView }) {
  const { t } = useTranslation();
  const format = useFormat();
  const label =
    view.mentions > 0
      ? `${t('sidebar.mentions', { count: view.mentions })}, ${t('sidebar.unread', { count: view.unread })}`
      : t('sidebar.unread', { count: view.unread });
  return <Pill count={view.unread} tone="loud" text={view.unread > 999 ? '999+' : format.number(view.unread)} label={label} />;
}
