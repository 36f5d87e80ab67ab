/** How the local store fares: kept on disk, rebuilt from the server, or in memory only. */
import { create } from 'zustand';
import type { Shared } from '../../shared/engine-api.ts';

export type LocalStoreState = { store: Shared['store'] };

export const useLocalStore = create<LocalStoreState>(() => ({ store: { history: 'ok', outbox: 'ok', persisted: false } }));
