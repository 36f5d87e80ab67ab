/** How the local store fares: kept on disk, rebuilt from the server, or in memory only; and how far back it goes. */
import { create } from 'zustand';
import type { LocalStore } from '../../shared/engine-api.ts';

export type LocalStoreState = { store: LocalStore };

export const useLocalStore = create<LocalStoreState>(() => ({
  store: { history: 'ok', outbox: 'ok', persisted: false, held: { events: 0, oldestAt: null } },
}));
