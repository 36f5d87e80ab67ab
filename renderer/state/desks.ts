/** All desks of this computer, and which of them is shown. `list` is null where there are none, as in a browser, and until they are told. */
import { create } from 'zustand';
import type { DeskList } from '../../shared/desks.ts';

export type DesksState = { list: DeskList | null };

export const useDesks = create<DesksState>(() => ({ list: null }));

/** Follows what is told of desks. Returns how to stop. */
export function keepDesks(source: {
  list(): Promise<DeskList>;
  onChange(listener: (list: DeskList) => void): () => void;
}): () => void {
  const take = (list: DeskList): void => useDesks.setState({ list });
  const stop = source.onChange(take);
  source.list().then(
    (list) => {
      // What has been told meanwhile is newer.
      if (useDesks.getState().list === null) take(list);
    },
    (error: unknown) => console.warn('Desks could not be read.', error),
  );
  return stop;
}
