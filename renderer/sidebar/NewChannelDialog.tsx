import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ChannelName, type Person, Topic } from '../../shared/model.ts';
import { useAct } from '../state/act.ts';
import { useEngine } from '../state/engine.ts';
import { openChannel } from '../state/layout.ts';
import { askForPane, closeDialog } from '../state/ui.ts';
import { Dialog } from '../ui/Dialog.tsx';
import { DialogForm } from '../ui/DialogForm.tsx';
import { ChoiceField } from '../ui/Field.tsx';
import { NameField, TopicField } from './ChannelFields.tsx';
import { PeoplePicker } from './PeoplePicker.tsx';

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

  const submit = () => {
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
      <DialogForm act={act} label={t('newChannel.create')} cancelLabel={t('common.cancel')} onSubmit={submit}>
        <NameField value={name} missing={tried && !parsedName.success} onChange={setName} />
        <TopicField value={topic} onChange={setTopic} />
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
      </DialogForm>
    </Dialog>
  );
}
