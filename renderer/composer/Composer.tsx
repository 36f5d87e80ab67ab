/** Where one writes: one per pane. Nothing here waits for messages that arrive. */
import './composer.css';
import { Lock } from 'lucide-react';
import { memo, useId, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { PaneId } from '../../shared/layout.ts';
import type { ChannelId } from '../../shared/model.ts';
import { useFormat } from '../i18n/format.ts';
import { useChannelName } from '../state/channel-name.ts';
import { useChannels } from '../state/channels.ts';
import { useMe } from '../state/me.ts';
import { ArmedNote } from './ArmedNote.tsx';
import { Destination } from './Destination.tsx';
import { FocusOffer } from './FocusOffer.tsx';
import { MentionList, optionId } from './MentionList.tsx';
import { roomLeft } from './message.ts';
import { Newcomers } from './Newcomers.tsx';
import { Standing } from './Standing.tsx';
import { useDraft } from './use-draft.ts';
import { useGuard } from './use-guard.ts';
import { useMembers } from './use-members.ts';
import { useMentions } from './use-mentions.ts';
import { useSelection } from './use-selection.ts';
import { type Sending, useSend } from './use-send.ts';
import { verdictOf } from './verdict.ts';

export type ComposerProps = { channel: ChannelId; pane: PaneId; active: boolean };

export const Composer = memo(function Composer({ channel, pane, active }: ComposerProps) {
  const { t } = useTranslation();
  const kind = useMe((state) => state.me?.person.kind);
  const verdict = useChannels(({ channels }) => verdictOf(channels.get(channel), kind));
  if (verdict !== 'open') {
    return (
      <div className="composer composer-closed">
        <Lock size={12} aria-hidden="true" /> {t(`composer.${verdict}`)}
      </div>
    );
  }
  return (
    <div className="composer">
      {active && (
        <>
          <Newcomers channel={channel} />
          <Destination channel={channel} />
        </>
      )}
      <Editor channel={channel} pane={pane} active={active} />
      {active && <Standing />}
    </div>
  );
});

const Editor = memo(function Editor({ channel, pane, active }: ComposerProps) {
  const { t } = useTranslation();
  const name = useChannelName(channel);
  const list = useId();
  const armed = useId();
  const field = useRef<HTMLTextAreaElement>(null);
  const draft = useDraft(pane, channel);
  const members = useMembers(channel);
  const sending = useSend(channel, pane, draft, members);
  const mentions = useMentions(field, draft, members);
  const kept = useSelection(field, pane, channel, draft.text);
  const guard = useGuard(pane, channel);
  const left = roomLeft(draft.text);
  const open = mentions.offered.length > 0;

  return (
    <>
      {open && (
        <MentionList
          id={list}
          people={mentions.offered}
          chosen={mentions.chosen}
          onChoose={mentions.choose}
          onTake={mentions.take}
        />
      )}
      <textarea
        ref={field}
        className="composer-field"
        rows={1}
        value={draft.text}
        placeholder={t('composer.resting', { name })}
        aria-label={t('composer.label', { name })}
        aria-autocomplete="list"
        aria-controls={open ? list : undefined}
        aria-activedescendant={open ? optionId(list, mentions.chosen) : undefined}
        aria-invalid={left !== null && left < 0}
        aria-describedby={guard.doubt ? armed : undefined}
        data-guard={guard.phase}
        spellCheck
        onFocus={() => {
          guard.came();
          members.load();
        }}
        onBlur={() => {
          guard.left();
          mentions.close();
        }}
        onChange={(event) => {
          kept.touched();
          draft.change(event.currentTarget.value);
          guard.typed(event.currentTarget.value, event.timeStamp);
          sending.edited();
          mentions.follow();
        }}
        onSelect={mentions.follow}
        onKeyDown={(event) => {
          // While an input method composes, Enter and the arrows are its own (229: its last key, in some browsers).
          if (event.nativeEvent.isComposing || event.keyCode === 229) return;
          if (mentions.key(event)) return;
          if (event.key === 'Escape' && guard.disarm()) event.preventDefault();
          if (event.key !== 'Enter' || event.shiftKey || event.ctrlKey || event.altKey || event.metaKey) return;
          event.preventDefault();
          if (guard.lets(event.nativeEvent, draft.now())) sending.send();
        }}
      />
      {guard.doubt && <ArmedNote id={armed} field={guard.field} doubt={guard.doubt} />}
      {active && <FocusOffer channel={channel} field={field} onTake={() => guard.fetch(field.current)} />}
      <Notes state={sending.state} left={left} offered={mentions.offered.length} />
    </>
  );
});

/** What there is to say about the text: its length, that it is being stored, or why it was not. */
function Notes({ state, left, offered }: { state: Sending['state']; left: number | null; offered: number }) {
  const { t } = useTranslation();
  const format = useFormat();
  const over = left !== null && left < 0;
  return (
    <>
      <div className="visually-hidden" role="status">
        {offered > 0 && t('composer.mentionCount', { count: offered, formatted: format.number(offered) })}
      </div>
      {left !== null && (
        <p className={over ? 'composer-note composer-bad' : 'composer-note'} role={over ? 'alert' : undefined}>
          {t(over ? 'composer.over' : 'composer.left', { count: Math.abs(left), formatted: format.number(Math.abs(left)) })}
        </p>
      )}
      {state.type === 'storing' && <p className="composer-note">{t('composer.storing')}</p>}
      {state.type === 'refused' && <p className="composer-note">{t('composer.emptyAction')}</p>}
      {state.type === 'failed' && (
        <p className="composer-note composer-bad" role="alert">
          {t('composer.failed', { reason: state.problem.message })}
        </p>
      )}
    </>
  );
}
