/** Desks in the desktop application: the main process keeps them. */
import type { DesktopApi } from '../../shared/desktop-api.ts';
import { answered } from './answered.ts';
import type { Desks } from './platform.ts';

export function desktopDesks(desktop: DesktopApi): Desks {
  return {
    list: () => answered(desktop.call('desks', {})),
    onChange: (listener) => desktop.on('desks', listener),
    read: (id) => answered(desktop.call('desk', { id })),
    make: async (name, { windows, places }) =>
      (await answered(desktop.call('makeDesk', { name, windows: [...windows], places: [...places] }))).id,
    rename: async (id, name) => void (await answered(desktop.call('renameDesk', { id, name }))),
    remove: async (id) => (await answered(desktop.call('removeDesk', { id }))).windows,
    show: async (id) => void (await answered(desktop.call('switchDesk', { id }))),
    saveFile: async (name, text) => (await answered(desktop.call('saveDeskFile', { name, text }))).saved,
  };
}
