/** Hands the engine to the features: they call it, but what it tells them reaches them through the stores. */
import { createContext, useContext } from 'react';
import type { EngineClient } from '../client/engine-client.ts';

export type { EngineClient };

const EngineContext = createContext<EngineClient | null>(null);

export const EngineProvider = EngineContext.Provider;

/** The engine of this page; the same object for the page's life. Throws outside of an `EngineProvider`. */
export function useEngine(): EngineClient {
  const engine = useContext(EngineContext);
  if (!engine) throw new Error('useEngine needs an EngineProvider above it.');
  return engine;
}
