/**
 * The count beside the application's icon in a Linux dock or task bar. Electron sends it only where libunity is installed; what
 * docks listen to is a signal on the session bus (Unity Launcher API; GNOME's Ubuntu Dock and Dash to Dock, KDE's task manager, Plank).
 */
import type { Bus } from './bus/bus.ts';
import type { BusValue } from './bus/wire-format.ts';

/** The application, by the file that its launcher is described in. */
const APPLICATION = 'application://mullion.desktop';

/** Says the count to whoever shows it; 0 takes it away. */
export function sayCount(bus: Pick<Bus, 'signal'> | null, count: number): void {
  const properties: BusValue[] = [
    ['count', { signature: 'x', value: BigInt(count) }],
    ['count-visible', { signature: 'b', value: count > 0 }],
  ];
  const about = {
    path: '/com/canonical/unity/launcherentry/mullion',
    interface: 'com.canonical.Unity.LauncherEntry',
    member: 'Update',
  };
  bus?.signal(about, 'sa{sv}', [APPLICATION, properties]);
}
