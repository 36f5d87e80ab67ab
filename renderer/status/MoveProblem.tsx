import { useTranslation } from 'react-i18next';
import { useMoves } from '../state/moves.ts';

/** Why panes were not moved, until something else is moved. */
export function MoveProblem() {
  const { t } = useTranslation();
  const problem = useMoves((state) => state.problem);
  return problem ? (
    <span className="status-part status-warn" role="alert">
      {t('moves.failed', { reason: problem.message })}
    </span>
  ) : null;
}
