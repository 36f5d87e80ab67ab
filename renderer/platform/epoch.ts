/** Waiting for the engine that comes after a given one. */
import type { DesktopApi } from '../../shared/desktop-api.ts';

/** Resolves with the epoch of an engine that is up and is not `last`: at once where there is one, else when it is told. */
export function nextEpoch(desktop: DesktopApi, last: string | null): Promise<string> {
  return new Promise((resolve, reject) => {
    const take = (epoch: string | null): void => {
      if (epoch === null || epoch === last) return;
      stop();
      resolve(epoch);
    };
    // Listen first, ask then: an engine that comes up in between is not missed.
    const stop = desktop.on('engine', ({ epoch }) => take(epoch));
    desktop.call('engine', {}).then(
      ({ epoch }) => take(epoch),
      (error: unknown) => {
        stop();
        reject(error);
      },
    );
  });
}
