import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type ChannelId, ChannelName, type Person, Topic } from '../../shared/model.ts';
import { useAct } from '../state/act.ts';
import { useChannel, useChannelTitle } from '../state/channels.ts';
import { useEngine } from '../state/engine.ts';
import { closeDialog } from '../state/ui.ts';
import { Dialog } from '../ui/Dialog.tsx';
import { DialogForm } from '../ui/DialogForm.tsx';
import { NameField, TopicField } from './ChannelFields.tsx';
import { PeoplePicker } from './PeoplePicker.tsx';

type ChannelDialogProps = { kind: 'rename' | 'topic' | 'invite' | 'leave'; channel: ChannelId };

/** One change to a channel: its name, its topic, who is in it. */
export function ChannelDialog({ kind, channel }: ChannelDialogProps) {
  const { t } = useTranslation();
  const name = useChannelTitle(channel);
  return (
    <Dialog title={t(`channel.${kind}Title`, { name })} closeLabel={t('common.close')} onClose={closeDialog}>
      <Body kind={kind} channel={channel} name={name} />
    </Dialog>
  );
}

function Body({ kind, channel, name }: ChannelDialogProps & { name: string }) {
  const topic = useChannel(channel)?.channel.topic ?? '';
  switch (kind) {
    case 'rename':
      return <Rename channel={channel} name={name} />;
    case 'topic':
      return <ChangeTopic channel={channel} topic={topic} />;
    case 'invite':
      return <Invite channel={channel} />;
    case 'leave':
      return <Leave channel={channel} />;
  }
}

function Rename({ channel, name }: { channel: ChannelId; name: string }) {
  const { t } = useTranslation();
  const engine = useEngine();
  const act = useAct();
  const [text, setText] = useState(name);
  const parsed = ChannelName.safeParse(text);
  const save = () => {
    if (parsed.success) act.run(() => engine.call('rename', { channel, name: parsed.data }), closeDialog);
  };
  return (
    <DialogForm act={act} label={t('common.save')} cancelLabel={t('common.cancel')} onSubmit={save}>
      <NameField value={text} missing={!parsed.success} onChange={setText} />
    </DialogForm>
  );
}

function ChangeTopic({ channel, topic }: { channel: ChannelId; topic: string }) {
  const { t } = useTranslation();
  const engine = useEngine();
  const act = useAct();
  const [text, setText] = useState(topic);
  const save = () => {
    const parsed = Topic.safeParse(text);
    if (parsed.success) act.run(() => engine.call('topic', { channel, topic: parsed.data }), closeDialog);
  };
  return (
    <DialogForm act={act} label={t('common.save')} cancelLabel={t('common.cancel')} onSubmit={save}>
      <TopicField value={text} onChange={setText} />
    </DialogForm>
  );
}

function Invite({ channel }: { channel: ChannelId }) {
  const { t } = useTranslation();
  const engine = useEngine();
  const act = useAct();
  const [people, setPeople] = useState<readonly Person[]>([]);
  const invite = async () => {
    for (const person of people) await engine.call('invite', { channel, person: person.id });
  };
  return (
    <DialogForm
      act={act}
      label={t('channel.inviteOne')}
      cancelLabel={t('common.cancel')}
      disabled={people.length === 0}
      onSubmit={() => act.run(invite, closeDialog)}
    >
      <PeoplePicker chosen={people} onChange={setPeople} />
    </DialogForm>
  );
}

function Leave({ channel }: { channel: ChannelId }) {
  const { t } = useTranslation();
  const engine = useEngine();
  const act = useAct();
  const leave = () => act.run(() => engine.call('leave', { channel }), closeDialog);
  return (
    <DialogForm act={act} label={t('channel.leaveConfirm')} cancelLabel={t('common.cancel')} danger onSubmit={leave}>
      <p>{t('channel.leaveText')}</p>
    </DialogForm>
  );
}
