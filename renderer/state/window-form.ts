/** The form of this window: free, docked or a mini view. Follows the window's size, and what is asked of the main process. */
import { create } from 'zustand';
import type { FormKind } from '../../shared/window-form.ts';
import type { Platform, WindowFormPart } from '../platform/platform.ts';
import { dismissGuest, setSpan } from './alone.ts';
import { spanOf } from './span.ts';
import { askForPane } from './ui.ts';

export type WindowFormState = { form: FormKind; placed: boolean };

export const useWindowForm = create<WindowFormState>(() => ({ form: 'free', placed: true }));

/** Keeps what the window shows right for its form and size. */
export function keepSpan({ windowForm }: Pick<Platform, 'windowForm'>): void {
  if (windowForm) useWindowForm.setState(windowForm.now());
  windowForm?.onBecome((now) => {
    useWindowForm.setState(now);
    dismissGuest();
  });
  const follow = () => setSpan(spanOf({ width: window.innerWidth, height: window.innerHeight }, useWindowForm.getState().form));
  window.addEventListener('resize', follow);
  useWindowForm.subscribe(follow);
  follow();
}

/** Gives the window a form; one that it has already frees it. Then one writes on where one was. */
export async function toggleForm(part: WindowFormPart, form: Exclude<FormKind, 'free'>): Promise<void> {
  const { form: now, placed } = useWindowForm.getState();
  if (!placed && form !== 'mini') return;
  useWindowForm.setState(await part.set(now === form ? 'free' : form));
  askForPane();
}
