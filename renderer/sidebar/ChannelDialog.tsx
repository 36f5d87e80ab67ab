import { type FormEvent, type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type ChannelId, ChannelName, type Person, Topic } from '../../shared/model.ts';
import { useChannel, useChannelTitle } from '../state/channels.ts';
import { useEngine } from '../state/engine.ts';
import { closeDialog } from '../state/ui.ts';
import { Button } from '../ui/Button.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { TextField } from '../ui/Field.tsx';
import { PeoplePicker } from './PeoplePicker.tsx';
import { type Act, useAct } from './use-act.ts';

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
    <Form act={act} label={t('common.save')} onSubmit={save}>
      <TextField
        label={t('newChannel.name')}
        value={text}
        maxLength={80}
        problem={parsed.success ? null : t('newChannel.nameMissing')}
        onChange={(event) => setText(event.target.value)}
      />
    </Form>
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
    <Form act={act} label={t('common.save')} onSubmit={save}>
      <TextField
        label={t('newChannel.topic')}
        note={t('newChannel.topicNote')}
        value={text}
        maxLength={250}
        onChange={(event) => setText(event.target.value)}
      />
    </Form>
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
    <Form act={act} label={t('channel.inviteOne')} disabled={people.length === 0} onSubmit={() => act.run(invite, closeDialog)}>
      <PeoplePicker chosen={people} onChange={setPeople} />
    </Form>
  );
}

function Leave({ channel }: { channel: ChannelId }) {
  const { t } = useTranslation();
  const engine = useEngine();
  const act = useAct();
  const leave = () => act.run(() => engine.call('leave', { channel }), closeDialog);
  return (
    <Form act={act} label={t('channel.leaveConfirm')} danger onSubmit={leave}>
      <p>{t('channel.leaveText')}</p>
    </Form>
  );
}

type FormProps = {
  act: Act;
  label: string;
  danger?: boolean;
  disabled?: boolean;
  onSubmit: () => void;
  children: ReactNode;
};

function Form({ act, label, danger = false, disabled = false, onSubmit, children }: FormProps) {
  const { t } = useTranslation();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!disabled) onSubmit();
  };
  return (
    <form className="dialog-form" onSubmit={submit} noValidate>
      {children}
      {act.problem ? (
        <p className="field-problem" role="alert">
          {act.problem}
        </p>
      ) : null}
      <div className="dialog-actions">
        <Button onClick={closeDialog}>{t('common.cancel')}</Button>
        <Button type="submit" tone={danger ? 'danger' : 'primary'} disabled={disabled} aria-disabled={act.busy}>
          {label}
        </Button>
      </div>
    </form>
  );
}
