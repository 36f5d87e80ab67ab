import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { DeskId } from '../../shared/desks.ts';
import { useDesks } from '../state/desks.ts';

export type ListedDesk = {
  id: DeskId;
  name: string;
  windows: number;
  isShown: boolean;
  /** Which one of all it is, from 0. */
  at: number;
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
        at,
      })),
    [list, t],
  );
}
