/** A pane's timeline: what was said in a channel, and what one has said that is not there yet. */
import './timeline.css';
import { type RefObject, useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ChannelEvent } from '../../shared/events.ts';
import type { PaneId } from '../../shared/layout.ts';
import { type ChannelId, type EventId, Seq } from '../../shared/model.ts';
import { useChannelName } from '../state/channel-name.ts';
import { useChannel, useChannels } from '../state/channels.ts';
import { useEngine } from '../state/engine.ts';
import { useLink } from '../state/link.ts';
import { useMe } from '../state/me.ts';
import { pendingOf } from '../state/outbox.ts';
import { placesOf } from '../state/places.ts';
import { useSettings } from '../state/settings.ts';
import { timelinesOf } from '../state/timeline.ts';
import { holds } from '../state/timeline-part.ts';
import { Announcer } from './Announcer.tsx';
import type { Anchor } from './anchor.ts';
import { BehindNote } from './BehindNote.tsx';
import { JumpToNewest } from './JumpToNewest.tsx';
import { MessageList, type MessageListHandle } from './MessageList.tsx';
import { RowView } from './MessageRow.tsx';
import { usePaintedMark } from './painted-mark.ts';
import { type PaneContent, usePaneContent } from './pane-source.ts';
import { Revelation } from './Revelation.tsx';
import { type Row, type Rows, rowsOf } from './rows.ts';
import { TimelineFoot } from './TimelineFoot.tsx';
import { TimelineHead } from './TimelineHead.tsx';
import { TimelineNotice } from './TimelineNotice.tsx';
import { useReading } from './use-reading.ts';
import { useRevealed } from './use-revealed.ts';
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
  const engine = useEngine();
  const timelines = timelinesOf(engine);
  const name = useChannelName(channel);
  const behind = useChannels(({ channels }) => channels.get(channel)?.behind ?? null);
  const feed = useChannels(({ channels }) => channels.get(channel)?.channel.feed ?? false);
  const density = useSettings(({ settings }) => settings.density);
  const online = useLink(({ link }) => link.state === 'online');
  const list = useRef<MessageListHandle>(null);
  const element = useRef<HTMLDivElement>(null);
  const { events, hasOlder, older, newer } = content.timeline;
  const [{ start, lineAt }] = useState(() => {
    const place = placesOf(engine).get(pane, channel);
    const anchor = place?.anchor ?? null;
    return { start: anchor && holds(content.timeline, anchor.seq) ? anchor : null, lineAt: place?.unreadAfter ?? null };
  });
  const [atBottom, setAtBottom] = useState(start === null);
  usePaintedMark(pane);

  const newest = events.at(-1) ?? null;
  const hasNewer = newer !== 'none';
  const { unreadAfter, spoke } = useReading(channel, element, atBottom, newest?.seq ?? null, lineAt);
  const { rows, own } = useRows(channel, content, unreadAfter);
  const missed = useMissed(channel, hasNewer ? null : newest, atBottom);
  const revealed = useRevealed(channel, pane, content.timeline, rows.all, list);
  const marked = revealed?.state === 'marked' ? revealed.key : null;

  const toNewest = useLeap(list, hasNewer, () => timelines.leave(channel, pane));
  const pendingBefore = useRef(own);
  useEffect(() => {
    if (own > pendingBefore.current) {
      spoke();
      toNewest();
    }
    pendingBefore.current = own;
  });
  const onSeen = useCallback(
    (anchor: Anchor | null) => {
      // A message of one's own that is not sent yet cannot be found again: what was seen before it stands.
      if (anchor?.seq === null) return;
      const seen = anchor && { seq: Seq.parse(anchor.seq), top: anchor.top };
      placesOf(engine).set(pane, channel, { anchor: seen });
    },
    [engine, pane, channel],
  );
  const hasLine = useRef(lineAt !== null);
  useEffect(() => {
    hasLine.current ||= unreadAfter !== null;
    if (hasLine.current) placesOf(engine).set(pane, channel, { unreadAfter });
  }, [engine, pane, channel, unreadAfter]);
  useEffect(() => timelines.attended(channel, pane, atBottom), [timelines, channel, pane, atBottom]);
  useEffect(() => {
    if (online && older === 'missing') timelines.older(channel, pane);
    if (online && newer === 'missing') timelines.newer(channel, pane);
  }, [timelines, channel, pane, online, older, newer]);
  useEffect(() => {
    if (!active) return;
    const down = (event: KeyboardEvent) => {
      if (event.key === 'Escape' && event.shiftKey) toNewest();
    };
    document.addEventListener('keydown', down);
    return () => document.removeEventListener('keydown', down);
  }, [active, toNewest]);

  const nearTop = useCallback(() => {
    if (older === 'idle' && hasOlder) timelines.older(channel, pane);
  }, [timelines, channel, pane, older, hasOlder]);
  const nearBottom = useCallback(() => {
    if (newer === 'idle') timelines.newer(channel, pane);
  }, [timelines, channel, pane, newer]);
  const size = hasOlder ? -1 : rows.all.length;
  const speakers = useSpeakers();
  const me = useMe((state) => state.me?.person.id);
  const mayFollow = density !== 'dense';
  const draw = useCallback(
    (row: Row, at: number) => {
      const speaker = speakers(row.kind === 'system' ? row.events[0].actor : row.actor);
      const place = { position: at + 1, size };
      return (
        <RowView key={row.key} row={row} speaker={speaker} me={me} {...place} mayFollow={mayFollow} marked={row.key === marked} />
      );
    },
    [speakers, me, size, mayFollow, marked],
  );
  const head = useMemo(
    () => <TimelineHead name={name} older={hasOlder ? older : 'none'} onRetry={() => timelines.older(channel, pane)} />,
    [name, hasOlder, older, timelines, channel, pane],
  );
  const foot = useMemo(
    () => <TimelineFoot newer={newer} onRetry={() => timelines.newer(channel, pane)} />,
    [newer, timelines, channel, pane],
  );
  return (
    <div className="timeline" ref={element}>
      <MessageList
        ref={list}
        rows={rows.all}
        start={start}
        hasNewer={hasNewer}
        rowHeight={rowHeights[density]}
        label={t('timeline.label', { name })}
        takesFocus={feed}
        head={head}
        foot={foot}
        onPinned={setAtBottom}
        onSeen={onSeen}
        onNearTop={nearTop}
        onNearBottom={nearBottom}
        onLeap={toNewest}
      >
        {draw}
      </MessageList>
      {behind && <BehindNote behind={behind} />}
      {!atBottom && <JumpToNewest count={missed} onJump={toNewest} />}
      {active && !hasNewer && <Announcer events={events} />}
      <Revelation revealed={revealed} />
    </div>
  );
}

/**
 * How to get to the newest: where it is not among the rows, the part that ends there is shown first (`leave`). At once or in the next
 * commit, the list is then at its bottom.
 */
function useLeap(list: RefObject<MessageListHandle | null>, hasNewer: boolean, leave: () => void): () => void {
  const leaping = useRef(false);
  const now = useRef({ hasNewer, leave });
  useLayoutEffect(() => {
    now.current = { hasNewer, leave };
    if (hasNewer || !leaping.current) return;
    leaping.current = false;
    list.current?.toNewest();
  });
  return useCallback(() => {
    if (!now.current.hasNewer) {
      list.current?.toNewest();
      return;
    }
    leaping.current = true;
    now.current.leave();
  }, [list]);
}

/**
 * The pane's rows; what did not change keeps its identity from one commit to the next. `own`: how many messages of one's own are not in
 * the log yet; they stand at the newest, and are not among rows that do not reach it.
 */
function useRows(
  channel: ChannelId,
  content: PaneContent,
  unreadAfter: Rows['input']['unreadAfter'],
): { rows: Rows; own: number } {
  const me = useMe((state) => state.me?.person.id);
  const previous = useRef<Rows | null>(null);
  const { events, hasOlder, newer } = content.timeline;
  const { outbox } = content;
  const made = useMemo(() => {
    const recent = (id: EventId) => isRecent(events, id);
    const pending = pendingOf(outbox, channel, recent);
    const shown = newer === 'none' ? pending : [];
    return { rows: rowsOf({ events, pending: shown, hasOlder, unreadAfter, me }, previous.current), own: pending.length };
  }, [events, hasOlder, newer, outbox, channel, unreadAfter, me]);
  useLayoutEffect(() => {
    previous.current = made.rows;
  }, [made]);
  return made;
}

/** Whether an event is among the newest: an item of the outbox arrives at the end. */
function isRecent(events: readonly ChannelEvent[], id: EventId): boolean {
  return events.findLastIndex((event) => event.id === id) !== -1;
}

/** How many messages have come since the person left the bottom. `newest`: null where it is not among the rows. */
function useMissed(channel: ChannelId, newest: ChannelEvent | null, atBottom: boolean): number {
  const [left, setLeft] = useState<number | null>(null);
  const head = useChannels(({ channels }) => (newest ? 0 : (channels.get(channel)?.headNth ?? 0)));
  const nth = newest?.nth ?? head;
  if (atBottom && left !== null) setLeft(null);
  if (!atBottom && left === null) setLeft(nth);
  return left === null ? 0 : Math.max(0, nth - left);
}
