/** The displays of this computer, and word of what happens to them. */
import type { PowerMonitor, Screen } from 'electron';
import type { PlaceKeeper } from './place-keeper.ts';
import type { Display } from './topology.ts';

export function displaysOf(screen: Screen): Display[] {
  const primary = screen.getPrimaryDisplay().id;
  return screen.getAllDisplays().map(({ id, bounds, workArea, scaleFactor, rotation }) => {
    return { bounds, workArea, scaleFactor, rotation, primary: id === primary };
  });
}

/** Tells the keeper of windows' places of every change. */
export function watchDisplays(
  screen: Screen,
  power: PowerMonitor,
  { displaysChanged, asleep, awake }: Pick<PlaceKeeper, 'displaysChanged' | 'asleep' | 'awake'>,
): void {
  screen.on('display-added', displaysChanged).on('display-removed', displaysChanged);
  screen.on('display-metrics-changed', displaysChanged);
  power.on('suspend', asleep).on('resume', awake);
}
