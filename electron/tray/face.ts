/** What the tray's icon says: the person's presence as others see it, and whether something waits. Pure. */
import type { PresenceStatus } from '../../shared/model.ts';
import type { TrayModel } from '../../shared/tray-model.ts';
import type { Totals } from '../title.ts';
import type { Words } from '../words/words.ts';

export type Face = { status: PresenceStatus; waits: 'nothing' | 'unread' | 'mention' };

export function faceOf({ link, status }: TrayModel, { unread, mentions }: Totals): Face {
  return { status: seenStatus(link, status), waits: mentions > 0 ? 'mention' : unread > 0 ? 'unread' : 'nothing' };
}

/** Nobody sees how it is with somebody who is not connected. */
function seenStatus(link: TrayModel['link'], status: PresenceStatus): PresenceStatus {
  if (link === 'online' || link === 'syncing') return status;
  return link === 'signed-out' || link === 'refused' ? 'unknown' : 'offline';
}

/** The same in words, and how much waits: "Mullion · Available · 2 mentions, 14 unread". */
export function tooltipOf(model: TrayModel, totals: Totals, { say }: Pick<Words, 'say'>): string {
  const state =
    model.name === null || model.link !== 'online' ? say(`tray.link.${model.link}`) : say(`tray.status.${model.status}`);
  return ['Mullion', state, countsOf(totals, { say })].filter((part) => part !== '').join(' · ');
}

/** "2 mentions, 14 unread"; empty where nothing waits. */
export function countsOf({ unread, mentions }: Totals, { say }: Pick<Words, 'say'>): string {
  const parts = [
    ...(mentions > 0 ? [say('badge.mentions', { count: mentions })] : []),
    ...(unread > 0 ? [say('tray.unread', { count: unread })] : []),
  ];
  return parts.join(', ');
}
