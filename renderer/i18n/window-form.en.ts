export const windowFormEn = {
  channels: 'Channels',
  channelsUnread_one: 'Channels, {{count}} unread in others',
  channelsUnread_other: 'Channels, {{count}} unread in others',
  dockLeft: 'Dock at the left edge',
  dockRight: 'Dock at the right edge',
  undock: 'Undock',
  mini: 'Mini view',
  leaveMini: 'Leave mini view',
  notPlaced: 'Wayland lets no application place its windows or keep them on top. Start Mullion under X11 (XWayland) for that.',
} as const;
