/** Whether this desktop shows tray icons: on macOS and Windows it does; on Linux somebody on the session bus says so, or nobody does. */
import { type Bus, daemon } from '../bus/bus.ts';

const WATCHER = 'org.kde.StatusNotifierWatcher';

/** Tells now, and whenever that changes. `told` hears true also when one that showed icons was followed by another. */
export async function watchTrayHost(bus: Bus, told: (there: boolean) => void): Promise<void> {
  await bus.listen(
    `type='signal',sender='${daemon.destination}',member='NameOwnerChanged',arg0='${WATCHER}'`,
    { interface: daemon.interface, member: 'NameOwnerChanged' },
    ({ body: [name, , owner] }) => {
      if (name === WATCHER) told(owner !== '');
    },
  );
  const answer = await bus.call({
    ...daemon,
    member: 'NameHasOwner',
    signature: 's',
    body: [WATCHER],
  });
  told(answer[0] === true);
}
