import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { toProblem } from '../../shared/errors.ts';
import { ChosenStatus } from '../../shared/model.ts';
import { useEngine } from '../state/engine.ts';
import { useMe } from '../state/me.ts';
import { usePresence } from '../state/presence.ts';
import { closeDialog } from '../state/ui.ts';
import { Button } from '../ui/Button.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { TextField } from '../ui/Field.tsx';

/** The words beside one's presence; empty takes them away. */
export function NoteDialog() {
  const { t } = useTranslation();
  const engine = useEngine();
  const presence = usePresence(useMe((state) => state.me?.person.id));
  const [text, setText] = useState(presence?.note ?? '');
  const [problem, setProblem] = useState<string | null>(null);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const status = ChosenStatus.safeParse(presence?.status);
    const note = text.trim();
    await engine
      .call('presence', { ...(status.success ? { status: status.data } : {}), ...(note ? { note } : {}) })
      .then(closeDialog, (error: unknown) => setProblem(toProblem(error).message));
  };
  return (
    <Dialog title={t('presence.menu')} closeLabel={t('common.close')} onClose={closeDialog}>
      <form className="dialog-form" onSubmit={(event) => void submit(event)}>
        <TextField
          label={t('presence.note')}
          value={text}
          maxLength={140}
          placeholder={t('presence.notePlaceholder')}
          problem={problem}
          onChange={(event) => setText(event.target.value)}
        />
        <div className="dialog-actions">
          <Button onClick={closeDialog}>{t('common.cancel')}</Button>
          <Button type="submit" tone="primary">
            {text.trim() === '' && presence?.note ? t('presence.clearNote') : t('presence.saveNote')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
