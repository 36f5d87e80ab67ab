import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { DeskId } from '../../shared/desks.ts';
import { useDesks } from '../state/desks.ts';

export type ListedDesk = {
  id: DeskId;
  name: string;
  windows: number;
  isShown: boolean;
  /** What is pressed with Ctrl+Alt to show it; null from the tenth on. */
  digit: number | null;
};

/** The desks in their order, in the person's words, kept up to date. */
export function useDeskList(): readonly ListedDesk[] {
  const { t } = useTranslation();
  const list = useDesks((state) => state.list);
  return useMemo(
    () =>
      (list?.desks ?? []).map(({ id, name, windows }, at) => ({
        id,
        name: name ?? t('desks.unnamed'),
        windows: windows.length,
        isShown: id === list?.current,
        digit: at < 9 ? at + 1 : null,
      })),
    [list, t],
  );
}
