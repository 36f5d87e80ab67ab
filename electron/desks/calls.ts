/** What pages ask about desks, and what answers it. */
import { writeFile } from 'node:fs/promises';
import { BrowserWindow, type Dialog } from 'electron';
import { MullionError } from '../../shared/errors.ts';
import type { DesktopHandlers } from '../ipc.ts';
import type { DeskBook } from './book.ts';

export type DeskCalls = Pick<
  DesktopHandlers,
  'desks' | 'desk' | 'makeDesk' | 'renameDesk' | 'removeDesk' | 'switchDesk' | 'saveDeskFile'
>;

export function deskCalls(book: DeskBook, dialog: Pick<Dialog, 'showSaveDialog'>): DeskCalls {
  return {
    desks: () => book.list(),
    desk: ({ id }) => book.desk(id),
    makeDesk: ({ name, windows, places }) => ({ id: book.make(name, { windows, places }) }),
    renameDesk({ id, name }) {
      book.rename(id, name);
      return {};
    },
    removeDesk: async ({ id }) => ({ windows: await book.remove(id) }),
    async switchDesk({ id }) {
      await book.switchTo(id);
      return {};
    },
    async saveDeskFile({ name, text }, page) {
      const options = { defaultPath: `${fileName(name)}.json`, filters: [{ name: 'JSON', extensions: ['json'] }] };
      const window = BrowserWindow.fromWebContents(page);
      const chosen = await (window ? dialog.showSaveDialog(window, options) : dialog.showSaveDialog(options));
      if (chosen.canceled || !chosen.filePath) return { saved: false };
      try {
        await writeFile(chosen.filePath, text, { mode: 0o600 });
      } catch (cause) {
        throw new MullionError('storage', undefined, { cause });
      }
      return { saved: true };
    },
  };
}

/** What a file may be called on every system. */
function fileName(desk: string): string {
  return desk.replace(/[^\p{L}\p{N} ._-]+/gu, '-').replace(/^[. -]+|[. -]+$/g, '') || 'desk';
}
