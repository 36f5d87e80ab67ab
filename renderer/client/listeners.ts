import type { EnginePushes, EnginePushName } from '../../shared/engine-api.ts';

/** Who hears what of an engine. */
export type Listeners = { [N in EnginePushName]: Set<(push: EnginePushes[N]) => void> };

/** Nobody yet, for each kind of push that there is. */
export function noListeners(): Listeners {
  return {
    frame: new Set(),
    secret: new Set(),
    badge: new Set(),
    chose: new Set(),
    left: new Set(),
    docked: new Set(),
    toasts: new Set(),
    reads: new Set(),
    outdated: new Set(),
  };
}
