/**
 * Takes ports as they come and gives them to the one engine. The engine is made by the first port that says how
 * (`EngineStart`); ports that came before wait, and nothing they said is lost.
 */
import { EngineStart } from '../../shared/engine-api.ts';
import type { RpcPort } from '../../shared/rpc.ts';
import { check } from '../../shared/schema.ts';
import type { Engine } from './engine.ts';

type Listener = (event: { data: unknown }) => void;

/** A port whose messages are kept until someone listens, and whose start message is taken out. */
function gated(port: RpcPort, onStart: (start: EngineStart) => void): RpcPort {
  const kept: { data: unknown }[] = [];
  const listeners = new Set<Listener>();
  const receive: Listener = (event) => {
    const start = check(EngineStart, event.data);
    if (start.success) onStart(start.data);
    else if (listeners.size === 0 || kept.length > 0) kept.push(event);
    else for (const listener of listeners) listener(event);
  };
  port.addEventListener('message', receive);
  port.start?.();
  return {
    postMessage: (message) => port.postMessage(message),
    addEventListener(_type, listener) {
      listeners.add(listener);
      // Not at once: whoever listens has not finished setting up.
      queueMicrotask(() => {
        for (const event of kept.splice(0)) listener(event);
      });
    },
    removeEventListener: (_type, listener) => void listeners.delete(listener),
    close() {
      port.removeEventListener('message', receive);
      port.close?.();
    },
  };
}

export interface Host {
  /** Serves a port; returns how to say that it is closed. */
  accept(port: RpcPort): () => void;
  engine(): Engine | null;
}

export function createHost(make: (start: EngineStart) => Engine): Host {
  const waiting = new Set<(engine: Engine) => void>();
  let engine: Engine | null = null;

  function begin(start: EngineStart): void {
    if (engine) return;
    const made = make(start);
    engine = made;
    for (const attach of waiting) attach(made);
    waiting.clear();
  }

  return {
    engine: () => engine,
    accept(port) {
      let gone = () => {};
      const attach = (to: Engine) => {
        gone = to.attach(own);
      };
      const own = gated(port, begin);
      if (engine) attach(engine);
      else waiting.add(attach);
      return () => {
        waiting.delete(attach);
        gone();
      };
    },
  };
}
