/** The application's menu. Roles wherever there is one: they carry the platform's own words, keys and screen-reader names. */
import type { MenuItemConstructorOptions } from 'electron';
import type { Words } from './words/words.ts';

export function menuTemplate(
  platform: NodeJS.Platform,
  { say }: Pick<Words, 'say'>,
  act: { newWindow: () => void },
): MenuItemConstructorOptions[] {
  const mac: MenuItemConstructorOptions[] = platform === 'darwin' ? [{ role: 'appMenu' }] : [];
  return [
    ...mac,
    {
      label: say('menu.file'),
      submenu: [
        { label: say('menu.newWindow'), accelerator: 'CmdOrCtrl+Shift+N', click: () => act.newWindow() },
        { type: 'separator' },
        { label: say('menu.closeWindow'), role: 'close', accelerator: 'CmdOrCtrl+Shift+W' },
        ...(platform === 'darwin' ? [] : ([{ type: 'separator' }, { role: 'quit' }] satisfies MenuItemConstructorOptions[])),
      ],
    },
    { role: 'editMenu' },
    {
      label: say('menu.view'),
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
    {
      label: say('menu.window'),
      submenu: [{ role: 'minimize' }, ...(platform === 'darwin' ? [{ role: 'front' } as const] : [])],
    },
  ];
}
