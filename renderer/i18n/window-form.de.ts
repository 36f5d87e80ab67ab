import type { Wording } from './i18n.ts';
import type { windowFormEn } from './window-form.en.ts';

export const windowFormDe: Wording<typeof windowFormEn> = {
  channels: 'Kanäle',
  channelsUnread_one: 'Kanäle, {{count}} ungelesen in anderen',
  channelsUnread_other: 'Kanäle, {{count}} ungelesen in anderen',
  dockLeft: 'Am linken Rand andocken',
  dockRight: 'Am rechten Rand andocken',
  undock: 'Abdocken',
  mini: 'Miniansicht',
  leaveMini: 'Miniansicht verlassen',
  notPlaced:
    'Unter Wayland kann keine Anwendung ihre Fenster platzieren oder im Vordergrund halten. Mit X11 (XWayland) gestartet, kann Mullion es.',
};
