import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { chosenIn } from '../../shared/model.ts';
import { useAct } from '../state/act.ts';
import { useEngine } from '../state/engine.ts';
import { useMe } from '../state/me.ts';
import { usePresence } from '../state/presence.ts';
import { closeDialog } from '../state/ui.ts';
import { Dialog } from '../ui/Dialog.tsx';
import { DialogForm } from '../ui/DialogForm.tsx';
import { TextField } from '../ui/Field.tsx';

/** The words beside one's presence; empty takes them away. */
export function NoteDialog() {
  const { t } = useTranslation();
  const engine = useEngine();
  const presence = usePresence(useMe((state) => state.me?.person.id));
  const [text, setText] = useState(presence?.note ?? '');
  const act = useAct();
  const note = text.trim();
  const save = () => {
    const status = chosenIn(presence);
    const chosen = { ...(status === null ? {} : { status }), ...(note ? { note } : {}) };
    act.run(() => engine.call('presence', chosen), closeDialog);
  };
  const label = note === '' && presence?.note ? t('presence.clearNote') : t('presence.saveNote');
  return (
    <Dialog title={t('presence.menu')} closeLabel={t('common.close')} onClose={closeDialog}>
      <DialogForm act={act} label={label} cancelLabel={t('common.cancel')} onSubmit={save}>
        <TextField
          label={t('presence.note')}
          value={text}
          maxLength={140}
          placeholder={t('presence.notePlaceholder')}
          onChange={(event) => setText(event.target.value)}
        />
      </DialogForm>
    </Dialog>
  );
}
