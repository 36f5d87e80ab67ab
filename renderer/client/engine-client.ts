/**
 * What a window knows of the engine. One object for the life of the page: it survives the engine's death, waits for the
 * next one, and attaches again.
 */
import type { EngineCallName, EngineInput, EngineOutputs, EnginePushes, EnginePushName } from '../../shared/engine-api.ts';

export interface EngineClient {
  /** The window's name: its saved layout hangs on it. Null for one that is kept hidden until it is needed. */
  readonly window: string | null;
  /** The window is another from now on, or none; `hidden`: until it is needed. This engine and each later one are told. */
  become(window: string | null, hidden?: 'hidden'): void;
  /**
   * Asks the engine. While there is none the call waits for the next one; calls that must not be made twice (`send` carries an
   * id) are safe to repeat by design. Rejects with a `MullionError`.
   */
  call<N extends EngineCallName>(name: N, input: EngineInput<N>): Promise<EngineOutputs[N]>;
  /** Listens to what the engine says. Returns how to stop. */
  on<N extends EnginePushName>(name: N, listener: (push: EnginePushes[N]) => void): () => void;
  /** Told after each attach, the first and every later one: replace the shared state, open the timelines again. */
  onAttach(listener: (attached: EngineOutputs['attach']) => void): () => void;
  /** Told when the engine is gone: keep everything, say so in words. */
  onDetach(listener: () => void): () => void;
}
