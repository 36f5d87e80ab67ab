/** The forms that windows have, by the windows' names. */
import { FREE, type WindowForm } from '../../shared/window-form.ts';
import { type Frame, formed, put } from './forms.ts';
import type { Area } from './placement.ts';
import type { Place } from './places.ts';

/** As much of forms as it takes to keep windows in their places. */
export interface PlacedForms {
  /** Where a window stands that would stand at `free` if it were free; `free` itself for one that is. */
  formed(id: string, free: Place, areas: readonly Area[]): Place;
  /** A person has put a window somewhere; answers where it would stand now if it were free. */
  put(id: string, stands: Place, free: Place, areas: readonly Area[]): Place;
}

export interface FormKeeper extends PlacedForms {
  of(id: string): WindowForm;
  set(id: string, form: WindowForm): void;
  forget(id: string): void;
}

export function keepForms(known: Iterable<{ id: string; form?: WindowForm | undefined }>, frame: Frame): FormKeeper {
  const forms = new Map<string, WindowForm>();
  for (const { id, form } of known) if (form) forms.set(id, form);
  const of = (id: string): WindowForm => forms.get(id) ?? FREE;
  return {
    of,
    set: (id, form) => void forms.set(id, form),
    forget: (id) => void forms.delete(id),
    formed: (id, free, areas) => formed(of(id), free, areas, frame),
    put(id, stands, free, areas) {
      const now = put(of(id), stands, free, areas);
      if (now.form !== of(id)) forms.set(id, now.form);
      return now.free;
    },
  };
}

/** Where nothing but places matters: every window is free. */
export const ALL_FREE: PlacedForms = { formed: (_id, free) => free, put: (_id, stands) => stands };
