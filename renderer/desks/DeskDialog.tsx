import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type DeskId, DeskName, LONGEST_DESK_NAME } from '../../shared/desks.ts';
import { usePlatform } from '../platform/context.ts';
import type { Desks } from '../platform/platform.ts';
import { useAct } from '../state/act.ts';
import { useEngine } from '../state/engine.ts';
import { closeDialog } from '../state/ui.ts';
import { Dialog } from '../ui/Dialog.tsx';
import { DialogForm } from '../ui/DialogForm.tsx';
import { TextField } from '../ui/Field.tsx';
import { copyDesk, deleteDesk, makeEmptyDesk } from './make-desk.ts';
import { type ListedDesk, useDeskList } from './use-desk-list.ts';

export type DeskDialogProps = { kind: 'desk-new' } | { kind: 'desk-save-as' | 'desk-rename' | 'desk-delete'; desk: DeskId };

/** A desk is made, gets a name, or goes. */
export function DeskDialog(props: DeskDialogProps) {
  const { desks } = usePlatform();
  const list = useDeskList();
  const wanted = 'desk' in props ? props.desk : null;
  // The one that the dialog was opened for, whatever becomes of it meanwhile.
  const [desk] = useState(() => list.find(({ id, isShown }) => (wanted === null ? isShown : id === wanted)));
  if (!desks || !desk) return null;
  switch (props.kind) {
    case 'desk-new':
      return <New desks={desks} desk={desk} />;
    case 'desk-save-as':
      return <SaveAs desks={desks} desk={desk} />;
    case 'desk-rename':
      return <Rename desks={desks} desk={desk} />;
    case 'desk-delete':
      return <Delete desks={desks} desk={desk} />;
  }
}

type Part = { desks: Desks; desk: ListedDesk };

function New({ desks, desk }: Part) {
  const { t } = useTranslation();
  const engine = useEngine();
  return (
    <Named
      title={t('desks.newTitle')}
      text={t('desks.newText')}
      label={t('desks.create')}
      act={(name) => makeEmptyDesk(engine, desks, desk.id, name)}
    />
  );
}

function SaveAs({ desks, desk }: Part) {
  const { t } = useTranslation();
  const engine = useEngine();
  return (
    <Named
      title={t('desks.saveAsTitle', { name: desk.name })}
      text={t('desks.saveAsText')}
      label={t('common.save')}
      first={desk.name}
      act={(name) => copyDesk(engine, desks, desk.id, name)}
    />
  );
}

function Rename({ desks, desk }: Part) {
  const { t } = useTranslation();
  return (
    <Named
      title={t('desks.renameTitle', { name: desk.name })}
      label={t('common.save')}
      first={desk.name}
      act={(name) => desks.rename(desk.id, name)}
    />
  );
}

type NamedProps = { title: string; text?: string; label: string; first?: string; act: (name: string) => Promise<void> };

/** Asks for a name, and does something with it. */
function Named({ title, text, label, first = '', act: does }: NamedProps) {
  const { t } = useTranslation();
  const act = useAct();
  const [name, setName] = useState(first);
  const [tried, setTried] = useState(false);
  const parsed = DeskName.safeParse(name);
  const submit = () => {
    setTried(true);
    if (parsed.success) act.run(() => does(parsed.data), closeDialog);
  };
  return (
    <Dialog
      title={title}
      {...(text === undefined ? {} : { description: text })}
      closeLabel={t('common.close')}
      onClose={closeDialog}
    >
      <DialogForm act={act} label={label} cancelLabel={t('common.cancel')} onSubmit={submit}>
        <TextField
          label={t('desks.name')}
          value={name}
          maxLength={LONGEST_DESK_NAME}
          spellCheck={false}
          autoComplete="off"
          problem={tried && !parsed.success ? t('desks.nameMissing', { most: LONGEST_DESK_NAME }) : null}
          onChange={(event) => setName(event.target.value)}
          onFocus={(event) => event.target.select()}
        />
      </DialogForm>
    </Dialog>
  );
}

function Delete({ desks, desk }: Part) {
  const { t } = useTranslation();
  const engine = useEngine();
  const act = useAct();
  const text = t('desks.deleteText', { count: desk.windows });
  return (
    <Dialog
      title={t('desks.deleteTitle', { name: desk.name })}
      description={text}
      closeLabel={t('common.close')}
      onClose={closeDialog}
    >
      <DialogForm
        danger
        act={act}
        label={t('desks.deleteConfirm')}
        cancelLabel={t('common.cancel')}
        onSubmit={() => act.run(() => deleteDesk(engine, desks, desk.id), closeDialog)}
      >
        {null}
      </DialogForm>
    </Dialog>
  );
}
