/** Answers what pages ask of windows: their own and others. */
import type { WebContents } from 'electron';
import { MullionError } from '../../shared/errors.ts';
import type { FormKind } from '../../shared/window-form.ts';
import type { DesktopHandlers } from '../ipc.ts';
import type { WindowManager } from './manager.ts';

export type WindowCalls = Pick<
  DesktopHandlers,
  'openWindow' | 'isWindowAt' | 'raiseWindow' | 'closeWindow' | 'left' | 'setAlwaysOnTop' | 'windowForm' | 'setWindowForm'
>;

/** `placed`: whether the window system lets windows be put anywhere. */
export function windowCalls(windows: WindowManager, placed: boolean): WindowCalls {
  const form = (page: WebContents) => ({
    form: windows.formOf(page),
    alwaysOnTop: windows.isAlwaysOnTop(page),
    placed,
  });
  const isDocked = (form: FormKind): boolean => form === 'docked-left' || form === 'docked-right';
  return {
    openWindow({ torn }) {
      if (torn) windows.openTorn(torn);
      else windows.open();
      return {};
    },
    isWindowAt: (point) => ({ isWindow: windows.isAt(point) }),
    raiseWindow(_input, page) {
      windows.bringForward(page);
      return {};
    },
    closeWindow(_input, page) {
      windows.close(page);
      return {};
    },
    left({ turn }, page) {
      windows.left(page, turn);
      return {};
    },
    setAlwaysOnTop({ on }, page) {
      windows.setAlwaysOnTop(page, on);
      return { on: windows.isAlwaysOnTop(page) };
    },
    windowForm: (_input, page) => form(page),
    setWindowForm({ form: wanted }, page) {
      if (!placed && isDocked(wanted))
        throw new MullionError('unavailable', 'This window system does not let an application place its windows.');
      windows.setForm(page, wanted);
      return form(page);
    },
  };
}
