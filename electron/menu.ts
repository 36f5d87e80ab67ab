/** The application's menu. Roles wherever there is one: they carry the platform's own words, keys and screen-reader names. */
import type { MenuItemConstructorOptions } from 'electron';

export function menuTemplate(platform: NodeJS.Platform, act: { newWindow: () => void }): MenuItemConstructorOptions[] {
  const mac: MenuItemConstructorOptions[] = platform === 'darwin' ? [{ role: 'appMenu' }] : [];
  return [
    ...mac,
    {
      label: '&File',
      submenu: [
        { label: '&New Window', accelerator: 'CmdOrCtrl+Shift+N', click: () => act.newWindow() },
        { type: 'separator' },
        { label: '&Close Window', role: 'close', accelerator: 'CmdOrCtrl+Shift+W' },
        ...(platform === 'darwin' ? [] : ([{ type: 'separator' }, { role: 'quit' }] satisfies MenuItemConstructorOptions[])),
      ],
    },
    { role: 'editMenu' },
    {
      label: '&View',
      submenu: [
        { role: 'resetZoom' },
        { role: 'zoomIn' },
        { role: 'zoomOut' },
        { type: 'separator' },
        { role: 'togglefullscreen' },
        { type: 'separator' },
        { role: 'reload', accelerator: 'CmdOrCtrl+Shift+R' },
        { role: 'toggleDevTools' },
      ],
    },
    { label: '&Window', submenu: [{ role: 'minimize' }, ...(platform === 'darwin' ? [{ role: 'front' } as const] : [])] },
  ];
}
