import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ChannelName, type Person, Topic } from '../../shared/model.ts';
import { useEngine } from '../state/engine.ts';
import { openChannel } from '../state/layout.ts';
import { askForPane, closeDialog } from '../state/ui.ts';
import { Button } from '../ui/Button.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { ChoiceField, TextField } from '../ui/Field.tsx';
import { PeoplePicker } from './PeoplePicker.tsx';
import { useAct } from './use-act.ts';

/** Makes a channel or a group: its name, what it is about, and who is in it. */
export function NewChannelDialog() {
  const { t } = useTranslation();
  const engine = useEngine();
  const [kind, setKind] = useState<'persistent' | 'group'>('persistent');
  const [name, setName] = useState('');
  const [topic, setTopic] = useState('');
  const [members, setMembers] = useState<readonly Person[]>([]);
  const [tried, setTried] = useState(false);
  const act = useAct();
  const parsedName = ChannelName.safeParse(name);
  const parsedTopic = Topic.safeParse(topic);

  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (!parsedName.success || !parsedTopic.success) return;
    act.run(
      () =>
        engine.call('create', {
          kind,
          name: parsedName.data,
          topic: parsedTopic.data,
          members: members.map((person) => person.id),
        }),
      ({ channel }) => {
        closeDialog();
        openChannel(channel);
        askForPane();
      },
    );
  };

  return (
    <Dialog wide title={t('newChannel.title')} closeLabel={t('common.close')} onClose={closeDialog}>
      <form className="dialog-form" onSubmit={submit} noValidate>
        <TextField
          label={t('newChannel.name')}
          value={name}
          maxLength={80}
          problem={tried && !parsedName.success ? t('newChannel.nameMissing') : null}
          onChange={(event) => setName(event.target.value)}
        />
        <TextField
          label={t('newChannel.topic')}
          note={t('newChannel.topicNote')}
          value={topic}
          maxLength={250}
          onChange={(event) => setTopic(event.target.value)}
        />
        <ChoiceField
          label={t('newChannel.kind')}
          value={kind}
          onChoose={setKind}
          choices={[
            { value: 'persistent', label: t('newChannel.persistent') },
            { value: 'group', label: t('newChannel.group') },
          ]}
        />
        <PeoplePicker chosen={members} onChange={setMembers} />
        {act.problem ? (
          <p className="field-problem" role="alert">
            {act.problem}
          </p>
        ) : null}
        <div className="dialog-actions">
          <Button onClick={closeDialog}>{t('common.cancel')}</Button>
          <Button type="submit" tone="primary" aria-disabled={act.busy}>
            {t('newChannel.create')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
