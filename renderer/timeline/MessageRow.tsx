/** One row: time · speaker · text, and what stands above it. */
import { memo, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useMe } from '../state/me.ts';
import { classNames } from '../ui/class-names.ts';
import { ROW_KEY } from './anchor.ts';
import { DaySeparator } from './DaySeparator.tsx';
import { clock, exactTimes } from './days.ts';
import { MessageText } from './MessageText.tsx';
import { PendingState } from './PendingState.tsx';
import type { ErasedRow, MessageRow as MessageRowModel, Row } from './rows.ts';
import { Speaker } from './Speaker.tsx';
import { SystemLine } from './SystemLine.tsx';

/** Where a row stands among all: `size` is -1 while that is not known (ARIA 1.2). */
export type RowPlace = { position: number; size: number };

type RowViewProps = RowPlace & {
  row: Row;
  /** A row of the same speaker within five minutes drops name and time (never in the dense density). */
  mayFollow: boolean;
};

export const RowView = memo(function RowView({ row, position, size, mayFollow }: RowViewProps) {
  const { t } = useTranslation();
  return (
    <article className="row" aria-posinset={position} aria-setsize={size}>
      {row.day !== null && <DaySeparator day={row.day} />}
      {row.unread && (
        <div className="unread-line">
          <span className="unread-word" title={t('timeline.newLabel')}>
            {t('timeline.new')}
          </span>
        </div>
      )}
      {row.kind === 'message' && <MessageLine row={row} follows={mayFollow && row.follows} />}
      {row.kind === 'erased' && <ErasedLine row={row} />}
      {row.kind === 'system' && <SystemLine row={row} />}
    </article>
  );
});

function MessageLine({ row, follows }: { row: MessageRowModel; follows: boolean }) {
  const { t } = useTranslation();
  const me = useMe((state) => state.me?.person.id);
  const { body, state, actor } = row;
  const mentionsMe = me !== undefined && actor !== me && (body.mentions?.includes(me) ?? false);
  const action = body.style === 'action';
  return (
    <Line
      row={row}
      follows={follows}
      className={classNames(
        actor === me && 'line-own',
        mentionsMe && 'line-mention',
        action && 'line-action',
        state !== 'sent' && 'line-pending',
      )}
    >
      {mentionsMe && <span className="visually-hidden">{t('timeline.mentionsYou')}</span>}
      <MessageText text={body.text} />
      {state !== 'sent' && <PendingState id={row.id} state={state} problem={row.problem} />}
    </Line>
  );
}

function ErasedLine({ row }: { row: ErasedRow }) {
  const { t } = useTranslation();
  return (
    <Line row={row} follows={false} className="line-quiet">
      {t('timeline.erased')}
    </Line>
  );
}

type LineProps = { row: MessageRowModel | ErasedRow; follows: boolean; className: string; children: ReactNode };

function Line({ row, follows, className, children }: LineProps) {
  return (
    <div className={classNames('line', follows && 'line-follows', className)} {...{ [ROW_KEY]: row.key }}>
      <Time row={row} />
      <Speaker id={row.actor} />
      <div className="text">{children}</div>
    </div>
  );
}

/** The minute; on hover the exact time, local and UTC. */
function Time({ row }: { row: MessageRowModel | ErasedRow }) {
  const { t, i18n } = useTranslation();
  const { at } = row;
  const key = row.kind === 'message' && row.state !== 'sent' ? 'timeline.queuedAt' : 'timeline.sentAt';
  return (
    <time
      className="time"
      dateTime={new Date(at).toISOString()}
      onPointerEnter={(event) => {
        event.currentTarget.title = t(key, exactTimes(at, i18n.language));
      }}
    >
      {clock(at)}
    </time>
  );
}
