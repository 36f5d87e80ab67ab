import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Channel, ChannelId, PersonId } from '../../shared/model.ts';
import { useAct } from '../state/act.ts';
import { useChannels } from '../state/channels.ts';
import { type DirectoryAnswer, useDirectory } from '../state/directory.ts';
import { useEngine } from '../state/engine.ts';
import { openChannel } from '../state/layout.ts';
import { useMe } from '../state/me.ts';
import { askForPane, closeDialog, openDialog } from '../state/ui.ts';
import { Button } from '../ui/Button.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { TextField } from '../ui/Field.tsx';
import { PersonLine } from './PersonLine.tsx';

/** The directory: people to write to, channels to join, and the way to a new channel. */
export function FindDialog() {
  const { t } = useTranslation();
  const engine = useEngine();
  const [query, setQuery] = useState('');
  const answer = useDirectory(query.trim());
  const act = useAct();

  const show = (channel: ChannelId) => {
    closeDialog();
    openChannel(channel);
    askForPane();
  };
  const write = (person: PersonId) =>
    act.run(
      () => engine.call('create', { kind: 'direct', with: person }),
      ({ channel }) => show(channel),
    );
  const join = (channel: ChannelId) =>
    act.run(
      () => engine.call('join', { channel }),
      () => show(channel),
    );

  return (
    <Dialog wide title={t('find.title')} closeLabel={t('common.close')} onClose={closeDialog}>
      <TextField
        label={t('find.search')}
        type="search"
        value={query}
        maxLength={100}
        spellCheck={false}
        onChange={(event) => setQuery(event.target.value)}
      />
      {act.problem ? (
        <p className="field-problem" role="alert">
          {act.problem}
        </p>
      ) : null}
      <Found answer={answer} onWrite={write} onJoin={join} />
      <div className="dialog-actions">
        <Button onClick={() => openDialog({ kind: 'new-channel' })}>{t('find.newChannel')}</Button>
      </div>
    </Dialog>
  );
}

type FoundProps = { answer: DirectoryAnswer; onWrite: (person: PersonId) => void; onJoin: (channel: ChannelId) => void };

function Found({ answer, onWrite, onJoin }: FoundProps) {
  const { t } = useTranslation();
  const me = useMe((state) => state.me?.person.id);
  const own = useChannels((state) => state.channels);
  if (answer.state === 'loading') return <p className="find-none">{t('find.loading')}</p>;
  if (answer.state === 'failed') return <p className="field-problem">{answer.problem.message}</p>;
  const people = answer.people.filter((person) => person.id !== me && person.kind === 'person');
  const channels = answer.channels.filter((channel) => !own.has(channel.id) && channel.kind !== 'direct');
  if (people.length === 0 && channels.length === 0) {
    return <p className="find-none">{answer.query ? t('find.empty', { query: answer.query }) : t('find.nothing')}</p>;
  }
  return (
    <div className="find-scroll">
      {channels.length > 0 ? (
        <section aria-label={t('find.channels')}>
          <h3 className="find-heading">{t('find.channels')}</h3>
          <ul>
            {channels.map((channel) => (
              <ChannelLine key={channel.id} channel={channel} onJoin={onJoin} />
            ))}
          </ul>
        </section>
      ) : null}
      {people.length > 0 ? (
        <section aria-label={t('find.people')}>
          <h3 className="find-heading">{t('find.people')}</h3>
          <ul>
            {people.map((person) => (
              <PersonLine key={person.id} person={person}>
                <Button aria-label={t('find.messageTo', { name: person.name })} onClick={() => onWrite(person.id)}>
                  {t('find.message')}
                </Button>
              </PersonLine>
            ))}
          </ul>
        </section>
      ) : null}
    </div>
  );
}

function ChannelLine({ channel, onJoin }: { channel: Channel; onJoin: (channel: ChannelId) => void }) {
  const { t } = useTranslation();
  return (
    <li className="find-line">
      <span className="find-name">{channel.name}</span>
      <span className="find-note">{channel.topic}</span>
      <Button aria-label={t('find.joinNamed', { name: channel.name })} onClick={() => onJoin(channel.id)}>
        {t('find.join')}
      </Button>
    </li>
  );
}
