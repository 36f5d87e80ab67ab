/** Who is signed in; null before sign-in. */
import { create } from 'zustand';
import type { Me } from '../../shared/engine-api.ts';

export type MeState = { me: Me | null };

export const useMe = create<MeState>(() => ({ me: null }));
