/** The link to the server, and whether there is an engine at all. */
import { create } from 'zustand';
import type { Link } from '../../shared/engine-api.ts';

/** `starting`: not attached yet. `gone`: it was there; windows keep what they show and wait for the next one. */
export type EngineState = 'starting' | 'up' | 'gone';

export type LinkState = { engine: EngineState; link: Link };

export const useLink = create<LinkState>(() => ({ engine: 'starting', link: { state: 'connecting', since: Date.now() } }));
