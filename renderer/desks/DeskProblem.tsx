import { useTranslation } from 'react-i18next';
import { toProblem } from '../../shared/errors.ts';
import { closeDialog } from '../state/ui.ts';
import { Dialog } from '../ui/Dialog.tsx';

/** Something that was chosen from the menu of desks could not be done. */
export function DeskProblem({ problem }: { problem: unknown }) {
  const { t } = useTranslation();
  return (
    <Dialog title={t('desks.problemTitle')} closeLabel={t('common.close')} onClose={closeDialog}>
      <p className="field-problem" role="alert">
        {toProblem(problem).message}
      </p>
    </Dialog>
  );
}
