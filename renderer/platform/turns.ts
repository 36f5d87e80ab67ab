/** Word from the main process that this window is to be another. */
import type { DesktopApi, DesktopPushes } from '../../shared/desktop-api.ts';
import type { WindowTurns } from './platform.ts';

type Become = DesktopPushes['become'];

/** Hears from now on; what comes before anybody follows waits for them, in order. */
export function hearTurns(desktop: DesktopApi): WindowTurns & { onBecome(listener: (now: Become) => void): void } {
  let hands: Parameters<WindowTurns['follow']>[0] | null = null;
  let early: (() => void)[] = [];
  const listeners: ((now: Become) => void)[] = [];
  const complain = (error: unknown): void => console.error('This window could not become another:', error);

  const take = (act: (to: NonNullable<typeof hands>) => Promise<unknown>): void => {
    const go = (): void => {
      if (hands) act(hands).catch(complain);
    };
    if (hands) go();
    else early.push(go);
  };
  desktop.on('leave', ({ turn }) =>
    take(async (to) => {
      // Also one that could not store everything lets go: nothing of it comes later.
      await to.leave().catch(complain);
      await desktop.call('left', { turn });
    }),
  );
  desktop.on('become', (now) => {
    for (const listener of listeners) listener(now);
    take((to) => to.become(now.window));
  });

  return {
    follow(next) {
      hands = next;
      for (const go of early.splice(0)) go();
      early = [];
    },
    onBecome: (listener) => void listeners.push(listener),
  };
}
