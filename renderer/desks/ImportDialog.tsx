import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type DeskFileFault, readDeskFile } from '../../shared/desk-file.ts';
import { LONGEST_DESK_FILE } from '../../shared/desks.ts';
import { usePlatform } from '../platform/context.ts';
import { useAct } from '../state/act.ts';
import { useEngine } from '../state/engine.ts';
import { closeDialog } from '../state/ui.ts';
import { Dialog } from '../ui/Dialog.tsx';
import { makeDesk } from './make-desk.ts';

const sentences = {
  'too-large': 'desks.faultTooLarge',
  'not-a-desk': 'desks.faultNotADesk',
  'too-new': 'desks.faultTooNew',
  damaged: 'desks.faultDamaged',
} as const satisfies Record<DeskFileFault, string>;

/** Takes a desk from a file. What cannot be read is said, and changes nothing. */
export function ImportDialog() {
  const { t } = useTranslation();
  const { desks } = usePlatform();
  const engine = useEngine();
  const act = useAct();
  const [fault, setFault] = useState<DeskFileFault | null>(null);
  if (!desks) return null;
  const take = async (file: File): Promise<void> => {
    setFault(null);
    // Characters are at most four bytes: what is larger need not be read to be refused.
    const read =
      file.size > 4 * LONGEST_DESK_FILE ? ({ ok: false, fault: 'too-large' } as const) : readDeskFile(await file.text());
    if (!read.ok) setFault(read.fault);
    else act.run(() => makeDesk(engine, desks, read.name, read.contents), closeDialog);
  };
  const problem = fault === null ? act.problem : t(sentences[fault]);
  return (
    <Dialog
      title={t('desks.importTitle')}
      description={t('desks.importText')}
      closeLabel={t('common.close')}
      onClose={closeDialog}
    >
      <input
        type="file"
        className="desk-file"
        accept=".json,application/json"
        aria-label={t('desks.importFile')}
        disabled={act.busy}
        onChange={(event) => {
          const [file] = event.target.files ?? [];
          if (file) void take(file);
          // The same file can be chosen again once it has been mended.
          event.target.value = '';
        }}
      />
      {problem ? (
        <p className="field-problem" role="alert">
          {problem}
        </p>
      ) : null}
    </Dialog>
  );
}
