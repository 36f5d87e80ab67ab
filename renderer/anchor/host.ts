/**
 * Makes the engine and keeps making it: opens the worker, gives it what it needs to start, and tells its epoch once it
 * answers. When the port closes, the engine is gone and the next one is made.
 */
import {
  ENGINE_API_VERSION,
  type EngineInput,
  type EngineOutputs,
  type EnginePushes,
  type EngineStart,
} from '../../shared/engine-api.ts';
import { askRpc, type RpcPort } from '../../shared/rpc.ts';

/** A port to an engine. */
export type EnginePort = { rpc: RpcPort; closed: Promise<void> };

export type AnchorParts = {
  /** A port to the engine; to a new engine where the last one has died. */
  open: () => EnginePort;
  /** What the engine starts with. Asked for each engine: the secret may have changed. */
  start: () => Promise<EngineStart>;
  /** The engine answers. */
  ready: (epoch: string) => Promise<unknown>;
  keepSecret: (push: EnginePushes['secret']) => Promise<unknown>;
  showBadge: (push: EnginePushes['badge']) => Promise<unknown>;
  /** Between an engine's death and the next one, so that one that cannot live does not keep the machine busy. */
  rest: () => Promise<void>;
  /** Told of what went wrong. It never ends the hosting. */
  failed: (what: string, error: unknown) => void;
};

type Attach = { attach: EngineInput<'attach'> };
type Attached = { attach: EngineOutputs['attach'] };

/** Hosts one engine after the other, until the signal is aborted: for the life of the page. */
export async function hostEngines(parts: AnchorParts, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    await hostOne(parts).catch((error: unknown) => parts.failed('the engine could not be made', error));
    await parts.rest();
  }
}

/** Hosts one engine. Resolves when its port has closed. */
async function hostOne(parts: AnchorParts): Promise<void> {
  const start = await parts.start();
  const { rpc, closed } = parts.open();
  const relay = (what: string, done: Promise<unknown>): void => {
    done.catch((error: unknown) => parts.failed(what, error));
  };
  const asker = askRpc<Attach, Attached>(rpc, {
    isPush: () => true,
    onPush: (name, push) => {
      if (isPush('secret', name, push)) relay('the secret was not kept', parts.keepSecret(push));
      if (isPush('badge', name, push)) relay('the badge was not shown', parts.showBadge(push));
    },
    onBadMessage: (reason, detail) => parts.failed(reason, detail),
  });
  rpc.postMessage(start);
  const attached = asker.call('attach', { api: ENGINE_API_VERSION, window: 'anchor', role: 'anchor' }, crypto.randomUUID());
  relay(
    'the engine did not come up',
    attached.then(({ engine }) => parts.ready(engine)),
  );
  await closed;
  asker.close();
}

/** Whether a push is of this kind. Its shape is taken on trust: engine and anchor are of one build. */
function isPush<N extends 'secret' | 'badge'>(kind: N, name: string, _push: unknown): _push is EnginePushes[N] {
  return name === kind;
}
