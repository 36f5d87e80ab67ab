/** Mentions while one types: what `@…` stands at the caret, who it may mean, and the text after a choice. Pure. */
import type { Person, PersonId } from '../../shared/model.ts';

/** What is being typed after an `@`: from where (the `@` itself), and the letters so far. */
export type MentionQuery = { from: number; query: string };

const longest = 64;
const wordBefore = /[\p{L}\p{N}_@.+-]$/u;
const notInHandle = /[\s@<>:,\p{Cc}]/u;

/** The mention that the caret is in, or null. An `@` inside of a word (an address) is none. */
export function mentionAt(text: string, caret: number): MentionQuery | null {
  const window = text.slice(Math.max(0, caret - longest - 1), caret);
  const at = window.lastIndexOf('@');
  if (at === -1) return null;
  const query = window.slice(at + 1);
  const from = caret - query.length - 1;
  if (notInHandle.test(query) || wordBefore.test(text.slice(Math.max(0, from - 2), from))) return null;
  return { from, query };
}

/** Who may be meant, best first: handles, then words of the name, that begin with the letters. */
export function candidates(query: string, people: readonly Person[], most: number): Person[] {
  const wanted = query.toLowerCase();
  const rank = ({ handle, name }: Person): number => {
    if (handle.toLowerCase().startsWith(wanted)) return 0;
    const words = name.toLowerCase().split(/[\s'-]+/);
    return words.some((word) => word.startsWith(wanted)) ? 1 : 2;
  };
  return people
    .map((person) => ({ person, rank: rank(person) }))
    .filter((found) => found.rank < 2)
    .sort((a, b) => a.rank - b.rank || a.person.handle.localeCompare(b.person.handle))
    .slice(0, most)
    .map(({ person }) => person);
}

/** The text with the mention completed, and where the caret is then. */
export function completed(text: string, caret: number, mention: MentionQuery, handle: string): { text: string; caret: number } {
  const after = text.slice(caret);
  const inserted = `@${handle}${/^[\s.,;:!?)]/.test(after) ? '' : ' '}`;
  return { text: text.slice(0, mention.from) + inserted + after, caret: mention.from + inserted.length };
}

const handles = /@([^\s@<>:,\p{Cc}]{1,64})/gu;

/** The people whose handles a text mentions, each once, in order; at most `most`. */
export function mentioned(text: string, byHandle: (handle: string) => PersonId | undefined, most: number): PersonId[] {
  const found = new Set<PersonId>();
  for (const match of text.matchAll(handles)) {
    if (wordBefore.test(text.slice(Math.max(0, match.index - 2), match.index))) continue;
    const person = personOf(match[1] ?? '', byHandle);
    if (person !== undefined) found.add(person);
    if (found.size === most) break;
  }
  return [...found];
}

function personOf(run: string, byHandle: (handle: string) => PersonId | undefined): PersonId | undefined {
  for (let name = run; name; name = name.slice(0, -1)) {
    const person = byHandle(name.toLowerCase());
    if (person !== undefined) return person;
    if (/[\p{L}\p{N}_]$/u.test(name)) return undefined;
  }
  return undefined;
}
