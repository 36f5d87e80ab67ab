import type { ReactNode } from 'react';
import type { Person } from '../../shared/model.ts';
import { useMe } from '../state/me.ts';
import { useFirm } from '../state/people.ts';

/** A person in a list: name, firm where it is another, what they do; and what can be done. */
export function PersonLine({ person, children }: { person: Person; children: ReactNode }) {
  const firm = useFirm(person.firm);
  const own = useMe((state) => state.me?.firm.id);
  const words = [person.firm === own ? null : firm?.name, person.title].filter(Boolean).join(' · ');
  return (
    <li className="find-line">
      <span className="find-name">{person.name}</span>
      <span className={person.firm === own ? 'find-note' : 'find-note find-outside'}>{words}</span>
      {children}
    </li>
  );
}
