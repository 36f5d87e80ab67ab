/** One row: time · speaker · text, and what stands above it. */
import i18next from 'i18next';
import { memo, type PointerEvent, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { PersonId } from '../../shared/model.ts';
import { classNames } from '../ui/class-names.ts';
import { rowAttributes } from './anchor.ts';
import { DaySeparator } from './DaySeparator.tsx';
import { clock, exactTimes } from './days.ts';
import { MessageText } from './MessageText.tsx';
import { PendingState } from './PendingState.tsx';
import type { ErasedRow, MessageRow as MessageRowModel, Row } from './rows.ts';
import { Speaker } from './Speaker.tsx';
import { SystemLine } from './SystemLine.tsx';
import type { SpeakerInfo } from './speaker.ts';

/** Where a row stands among all: `size` is -1 while that is not known (ARIA 1.2). */
export type RowPlace = { position: number; size: number };

type RowViewProps = RowPlace & {
  row: Row;
  speaker: SpeakerInfo;
  /** Who is signed in. */
  me: PersonId | undefined;
  /** A row of the same speaker within five minutes drops name and time (never in the dense density). */
  mayFollow: boolean;
  /** The message that was asked for from elsewhere. */
  marked: boolean;
};

/** Draws again only when its own row changes: everything that rows share is looked up once, above them. */
export const RowView = memo(function RowView({ row, speaker, me, position, size, mayFollow, marked }: RowViewProps) {
  return (
    <article
      className={marked ? 'row row-marked' : 'row'}
      aria-posinset={position}
      aria-setsize={size}
      aria-current={marked || undefined}
    >
      {row.day !== null && <DaySeparator day={row.day} />}
      {row.unread && <UnreadLine />}
      {row.kind === 'message' && <MessageLine row={row} speaker={speaker} me={me} follows={mayFollow && row.follows} />}
      {row.kind === 'erased' && <ErasedLine row={row} speaker={speaker} />}
      {row.kind === 'system' && <SystemLine row={row} />}
    </article>
  );
});

function UnreadLine() {
  const { t } = useTranslation();
  return (
    <div className="unread-line">
      <span className="unread-word" title={t('timeline.newLabel')}>
        {t('timeline.new')}
      </span>
    </div>
  );
}

type MessageLineProps = { row: MessageRowModel; speaker: SpeakerInfo; me: PersonId | undefined; follows: boolean };

function MessageLine({ row, speaker, me, follows }: MessageLineProps) {
  const { body, state } = row;
  const mentionsMe = me !== undefined && !speaker.me && (body.mentions?.includes(me) ?? false);
  return (
    <Line
      row={row}
      speaker={speaker}
      className={classNames(
        'line',
        follows && 'line-follows',
        speaker.me && 'line-own',
        mentionsMe && 'line-mention',
        body.style === 'action' && 'line-action',
        state !== 'sent' && 'line-pending',
      )}
    >
      {mentionsMe && <MentionsYou />}
      <MessageText text={body.text} />
      {state !== 'sent' && <PendingState id={row.id} state={state} problem={row.problem} />}
    </Line>
  );
}

function MentionsYou() {
  const { t } = useTranslation();
  return <span className="visually-hidden">{t('timeline.mentionsYou')}</span>;
}

function ErasedLine({ row, speaker }: { row: ErasedRow; speaker: SpeakerInfo }) {
  const { t } = useTranslation();
  return (
    <Line row={row} speaker={speaker} className="line line-quiet">
      {t('timeline.erased')}
    </Line>
  );
}

type LineProps = { row: MessageRowModel | ErasedRow; speaker: SpeakerInfo; className: string; children: ReactNode };

function Line({ row, speaker, className, children }: LineProps) {
  return (
    <div className={className} {...rowAttributes(row)}>
      <time className="time" dateTime={new Date(row.at).toISOString()} onPointerEnter={(event) => tellExactTime(event, row)}>
        {clock(row.at)}
      </time>
      <Speaker speaker={speaker} acts={row.kind === 'message' && row.body.style === 'action'} />
      <div className="text">{children}</div>
    </div>
  );
}

/** On hover, the time to the millisecond, local and UTC: made when it is asked for, not for every row. */
function tellExactTime(event: PointerEvent<HTMLElement>, row: MessageRowModel | ErasedRow): void {
  const key = row.kind === 'message' && row.state !== 'sent' ? 'timeline.queuedAt' : 'timeline.sentAt';
  event.currentTarget.title = i18next.t(key, exactTimes(row.at, i18next.language));
}
