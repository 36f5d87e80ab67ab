/** How a speaker is called in the narrow column. Pure. */
import type { Firm, FirmId, Person, PersonId } from '../../shared/model.ts';

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

/** A speaker as rows show them. `name` is used where "You" would not read well; `long` is told on hover. */
export type SpeakerInfo = { id: PersonId; label: string; name: string; long: string; kind: Person['kind']; me: boolean };

/** What speakers are made of. */
export type SpeakerSource = {
  people: ReadonlyMap<PersonId, Person>;
  firms: ReadonlyMap<FirmId, Firm>;
  me: { person: Person; firm: Firm } | null;
  words: SpeakerWords;
};

/** The words around names, in the interface's language. */
export type SpeakerWords = {
  you: string;
  someone: string;
  /** "Pell · Halden" */
  withFirm(name: string, firm: string): string;
  /** "Conor Pell · Halden Asset Management · outside your firm" */
  outside(name: string, firm: string): string;
};

export type SpeakerBook = { find(id: PersonId): SpeakerInfo; known: ReadonlyMap<PersonId, SpeakerInfo> };

/** One person as a speaker: outsiders with their firm. */
export function speakerOf({ people, firms, me, words }: SpeakerSource, id: PersonId): SpeakerInfo {
  const person = people.get(id);
  if (!person) return { id, label: words.someone, name: words.someone, long: words.someone, kind: 'person', me: false };
  const isMe = me?.person.id === id;
  const firm = firms.get(person.firm);
  const outside = me !== null && person.firm !== me.firm.id;
  const name = isMe ? words.you : speakerLabel(person);
  const full = person.title ? `${person.name}, ${person.title}` : person.name;
  return {
    id,
    name: speakerLabel(person),
    label: outside && firm ? words.withFirm(name, firm.short) : name,
    long: firm ? (outside ? words.outside : words.withFirm)(full, firm.name) : full,
    kind: person.kind,
    me: isMe,
  };
}

/**
 * Looks speakers up, and remembers them: one who did not change keeps their identity, also when `previous` was made from
 * other people, so that their rows are not drawn again.
 */
export function speakerBook(source: SpeakerSource, previous?: ReadonlyMap<PersonId, SpeakerInfo>): SpeakerBook {
  const known = new Map<PersonId, SpeakerInfo>();
  const find = (id: PersonId): SpeakerInfo => {
    let info = known.get(id);
    if (!info) {
      const made = speakerOf(source, id);
      const before = previous?.get(id);
      info = before && sameSpeaker(before, made) ? before : made;
      known.set(id, info);
    }
    return info;
  };
  return { find, known };
}

function sameSpeaker(a: SpeakerInfo, b: SpeakerInfo): boolean {
  return a.label === b.label && a.name === b.name && a.long === b.long && a.kind === b.kind && a.me === b.me;
}
