/** Answers what pages ask of their windows' form, and tells a page when it has another. */
import type { WebContents } from 'electron';
import { MullionError } from '../../shared/errors.ts';
import type { FormKind } from '../../shared/window-form.ts';
import type { DesktopHandlers } from '../ipc.ts';
import type { WindowManager } from './manager.ts';

/** `placed`: whether the window system lets windows be put anywhere. */
export function formCalls(windows: WindowManager, placed: boolean): Pick<DesktopHandlers, 'windowForm' | 'setWindowForm'> {
  const now = (page: WebContents) => ({
    form: windows.formOf(page),
    alwaysOnTop: windows.isAlwaysOnTop(page),
    placed,
  });
  const isDocked = (form: FormKind): boolean => form === 'docked-left' || form === 'docked-right';
  return {
    windowForm: (_input, page) => now(page),
    setWindowForm({ form }, page) {
      if (!placed && isDocked(form))
        throw new MullionError('unavailable', 'This window system does not let an application place its windows.');
      windows.setForm(page, form);
      return now(page);
    },
  };
}
