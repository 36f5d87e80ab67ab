/** How a speaker is called in the narrow column. */
import type { Person } from '../../shared/model.ts';

const letters = (text: string): string => text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');

/**
 * The part of a person's name that the handle is made of ("Chidi Okoye", okoye: "Okoye"; "Rafael da Silva", dasilva:
 * "da Silva"), which is what the desk calls them; the whole name where the handle is not part of it.
 */
export function speakerLabel(person: Pick<Person, 'name' | 'handle'>): string {
  const handle = letters(person.handle);
  const words = person.name.split(/\s+/).filter(Boolean);
  for (let from = 0; from < words.length; from += 1) {
    for (let to = from + 1; to <= words.length; to += 1) {
      const run = words.slice(from, to).join(' ');
      if (handle && letters(run) === handle) return run;
    }
  }
  return person.name;
}
