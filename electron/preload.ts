/**
 * The preload script: puts `window.mullion` into our pages, and nothing else. It hands calls on; the main process does all
 * the checking.
 */
import { contextBridge, type IpcRendererEvent, ipcRenderer, webFrame } from 'electron';
import type { DesktopApi, DesktopPushes, DesktopPushName } from '../shared/desktop-api.ts';
import { CALL_CHANNEL, PUSH_CHANNEL } from './channels.ts';

const api: DesktopApi = {
  async call(name, input) {
    const result = await ipcRenderer.invoke(CALL_CHANNEL, name, input);
    // A plain object, because an Error loses its fields on the way to the page.
    if (!result.ok) return Promise.reject(result.error);
    return result.value;
  },
  on<N extends DesktopPushName>(name: N, listener: (push: DesktopPushes[N]) => void) {
    const heard = (_event: IpcRendererEvent, pushed: string, value: DesktopPushes[N]): void => {
      if (pushed === name) listener(value);
    };
    ipcRenderer.on(PUSH_CHANNEL, heard);
    return () => {
      ipcRenderer.off(PUSH_CHANNEL, heard);
    };
  },
};

// The language is of no consequence: which dictionary there is, the main process knows.
webFrame.setSpellCheckProvider('en-US', {
  spellCheck(words, misspelt) {
    api.call('misspelt', { words }).then(
      (answer) => misspelt(answer.words),
      // What cannot be looked up counts as right.
      () => misspelt([]),
    );
  },
});

contextBridge.exposeInMainWorld('mullion', api);
