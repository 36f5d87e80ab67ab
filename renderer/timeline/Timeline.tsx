/** A pane's timeline: what was said in a channel, and what one has said that is not there yet. */
import './timeline.css';
import { useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ChannelEvent } from '../../shared/events.ts';
import type { PaneId } from '../../shared/layout.ts';
import type { ChannelId, EventId } from '../../shared/model.ts';
import { useChannelName } from '../state/channel-name.ts';
import { useChannel, useChannels } from '../state/channels.ts';
import { useEngine } from '../state/engine.ts';
import { useLink } from '../state/link.ts';
import { useMe } from '../state/me.ts';
import { pendingOf } from '../state/outbox.ts';
import { useSettings } from '../state/settings.ts';
import { timelinesOf } from '../state/timeline.ts';
import { Announcer } from './Announcer.tsx';
import { BehindNote } from './BehindNote.tsx';
import { JumpToNewest } from './JumpToNewest.tsx';
import { MessageList, type MessageListHandle } from './MessageList.tsx';
import { RowView } from './MessageRow.tsx';
import { usePaintedMark } from './painted-mark.ts';
import { type PaneContent, usePaneContent } from './pane-source.ts';
import { type Row, type Rows, rowsOf } from './rows.ts';
import { TimelineHead } from './TimelineHead.tsx';
import { TimelineNotice } from './TimelineNotice.tsx';
import { useReading } from './use-reading.ts';
import { useSpeakers } from './use-speakers.ts';

const rowHeights = { dense: 20, normal: 24, roomy: 30 } as const;

export type TimelineProps = {
  channel: ChannelId;
  pane: PaneId;
  /** The window's active pane: painted first, and read out. */
  active: boolean;
};

export function Timeline({ channel, pane, active }: TimelineProps) {
  const content = usePaneContent(channel, pane, active);
  if (!content || content.timeline.status === 'opening') return <TimelineNotice state="opening" />;
  const nothing = content.timeline.events.length === 0 && pendingOf(content.outbox, channel, () => false).length === 0;
  if (content.timeline.status === 'failed' || nothing) return <ClosedTimeline channel={channel} content={content} />;
  return <OpenTimeline channel={channel} pane={pane} active={active} content={content} />;
}

/** A timeline with nothing to show, and why. */
function ClosedTimeline({ channel, content: { timeline } }: { channel: ChannelId; content: PaneContent }) {
  const engine = useEngine();
  const view = useChannel(channel);
  const offline = useLink(({ link }) => link.state !== 'online' && link.state !== 'syncing');
  if (timeline.status === 'failed') {
    return <TimelineNotice state="failed" problem={timeline.problem} onRetry={() => timelinesOf(engine).retry(channel)} />;
  }
  if (view?.behind) {
    return (
      <div className="timeline-notice">
        <BehindNote behind={view.behind} />
      </div>
    );
  }
  if (offline && (view?.headNth ?? 0) > 0) return <TimelineNotice state="emptyOffline" />;
  return <TimelineNotice state={view?.channel.feed ? 'emptyFeed' : 'empty'} />;
}

function OpenTimeline({ channel, pane, active, content }: TimelineProps & { content: PaneContent }) {
  const { t } = useTranslation();
  const timelines = timelinesOf(useEngine());
  const name = useChannelName(channel);
  const behind = useChannels(({ channels }) => channels.get(channel)?.behind ?? null);
  const feed = useChannels(({ channels }) => channels.get(channel)?.channel.feed ?? false);
  const density = useSettings(({ settings }) => settings.density);
  const online = useLink(({ link }) => link.state === 'online');
  const list = useRef<MessageListHandle>(null);
  const element = useRef<HTMLDivElement>(null);
  const [atBottom, setAtBottom] = useState(true);
  usePaintedMark(pane);

  const { events, hasOlder, older } = content.timeline;
  const newest = events.at(-1) ?? null;
  const { unreadAfter, spoke } = useReading(channel, element, atBottom, newest?.seq ?? null);
  const rows = useRows(channel, content, unreadAfter);
  const missed = useMissed(newest, atBottom);

  const own = rows.all.length - rows.events.length;
  const pendingBefore = useRef(own);
  useEffect(() => {
    if (own > pendingBefore.current) {
      spoke();
      list.current?.toNewest();
    }
    pendingBefore.current = own;
  });
  useEffect(() => timelines.attended(channel, pane, atBottom), [timelines, channel, pane, atBottom]);
  useEffect(() => {
    if (online && older === 'missing') timelines.older(channel);
  }, [timelines, channel, online, older]);
  useEffect(() => {
    if (!active) return;
    const down = (event: KeyboardEvent) => {
      if (event.key === 'Escape' && event.shiftKey) list.current?.toNewest();
    };
    document.addEventListener('keydown', down);
    return () => document.removeEventListener('keydown', down);
  }, [active]);

  const nearTop = useCallback(() => {
    if (older === 'idle' && hasOlder) timelines.older(channel);
  }, [timelines, channel, older, hasOlder]);
  const size = hasOlder ? -1 : rows.all.length;
  const speakers = useSpeakers();
  const me = useMe((state) => state.me?.person.id);
  const mayFollow = density !== 'dense';
  const draw = useCallback(
    (row: Row, at: number) => {
      const speaker = speakers(row.kind === 'system' ? row.events[0].actor : row.actor);
      return <RowView key={row.key} row={row} speaker={speaker} me={me} position={at + 1} size={size} mayFollow={mayFollow} />;
    },
    [speakers, me, size, mayFollow],
  );
  const head = useMemo(
    () => <TimelineHead name={name} older={hasOlder ? older : 'none'} onRetry={() => timelines.older(channel)} />,
    [name, hasOlder, older, timelines, channel],
  );
  return (
    <div className="timeline" ref={element}>
      <MessageList
        ref={list}
        rows={rows.all}
        rowHeight={rowHeights[density]}
        label={t('timeline.label', { name })}
        takesFocus={feed}
        head={head}
        onPinned={setAtBottom}
        onNearTop={nearTop}
      >
        {draw}
      </MessageList>
      {behind && <BehindNote behind={behind} />}
      {!atBottom && <JumpToNewest count={missed} onJump={() => list.current?.toNewest()} />}
      {active && <Announcer events={events} />}
    </div>
  );
}

/** The pane's rows; what did not change keeps its identity from one commit to the next. */
function useRows(channel: ChannelId, content: PaneContent, unreadAfter: Rows['input']['unreadAfter']): Rows {
  const me = useMe((state) => state.me?.person.id);
  const previous = useRef<Rows | null>(null);
  const { events, hasOlder } = content.timeline;
  const { outbox } = content;
  const rows = useMemo(() => {
    const recent = (id: EventId) => isRecent(events, id);
    const pending = pendingOf(outbox, channel, recent);
    return rowsOf({ events, pending, hasOlder, unreadAfter, me }, previous.current);
  }, [events, hasOlder, outbox, channel, unreadAfter, me]);
  useLayoutEffect(() => {
    previous.current = rows;
  }, [rows]);
  return rows;
}

/** Whether an event is among the newest: an item of the outbox arrives at the end. */
function isRecent(events: readonly ChannelEvent[], id: EventId): boolean {
  return events.findLastIndex((event) => event.id === id) !== -1;
}

/** How many messages have come since the person left the bottom. */
function useMissed(newest: ChannelEvent | null, atBottom: boolean): number {
  const [left, setLeft] = useState<number | null>(null);
  const nth = newest?.nth ?? 0;
  if (atBottom && left !== null) setLeft(null);
  if (!atBottom && left === null) setLeft(nth);
  return left === null ? 0 : nth - left;
}
