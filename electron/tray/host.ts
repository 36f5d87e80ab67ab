/** Whether this desktop shows tray icons: on macOS and Windows it does; on Linux somebody on the session bus says so, or nobody does. */
import type { Bus } from '../bus/bus.ts';

const WATCHER = 'org.kde.StatusNotifierWatcher';
const DAEMON = { path: '/org/freedesktop/DBus', interface: 'org.freedesktop.DBus' } as const;

/** Tells now, and whenever that changes. `told` hears true also when one that showed icons was followed by another. */
export async function watchTrayHost(bus: Bus, told: (there: boolean) => void): Promise<void> {
  await bus.listen(
    `type='signal',sender='${DAEMON.interface}',member='NameOwnerChanged',arg0='${WATCHER}'`,
    { interface: DAEMON.interface, member: 'NameOwnerChanged' },
    ({ body: [name, , owner] }) => {
      if (name === WATCHER) told(owner !== '');
    },
  );
  const answer = await bus.call({
    destination: DAEMON.interface,
    ...DAEMON,
    member: 'NameHasOwner',
    signature: 's',
    body: [WATCHER],
  });
  told(answer[0] === true);
}
