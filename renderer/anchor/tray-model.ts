/** What the tray is to show, out of what all windows share. Pure. */
import type { ChannelView, Shared } from '../../shared/engine-api.ts';
import { chosenIn } from '../../shared/model.ts';
import { MOST_LISTED, type TrayModel, type UnreadChannel } from '../../shared/tray-model.ts';

export function trayModelOf({ link, me, channels, people, presences }: Shared): TrayModel {
  const own = presences.find(({ person }) => person === me?.person.id);
  const names = new Map(people.map(({ id, name }) => [id, name]));
  const nameOf = ({ channel, peer }: ChannelView): string => (peer === undefined ? channel.name : (names.get(peer) ?? ''));
  const unread = channels
    .filter((view) => view.unread > 0 || view.mentions > 0)
    .map(
      (view): UnreadChannel => ({
        id: view.channel.id,
        name: nameOf(view),
        direct: view.peer !== undefined,
        unread: view.unread,
        mentions: view.mentions,
      }),
    )
    .toSorted(byUrgency);
  return {
    link: link.state,
    name: me?.person.name ?? null,
    status: own?.status ?? 'unknown',
    chosen: chosenIn(own),
    channels: unread.slice(0, MOST_LISTED),
    more: Math.max(0, unread.length - MOST_LISTED),
  };
}

/** Whoever calls one by name comes first, then whoever writes to one alone; among equals what has gathered most. */
function byUrgency(one: UnreadChannel, other: UnreadChannel): number {
  return (
    other.mentions - one.mentions ||
    Number(other.direct) - Number(one.direct) ||
    other.unread - one.unread ||
    one.name.localeCompare(other.name)
  );
}
