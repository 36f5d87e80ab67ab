import { X } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Person } from '../../shared/model.ts';
import { useDirectory } from '../state/directory.ts';
import { useMe } from '../state/me.ts';
import { Button, IconButton } from '../ui/Button.tsx';
import { TextField } from '../ui/Field.tsx';
import { PersonLine } from './PersonLine.tsx';

type PeoplePickerProps = { chosen: readonly Person[]; onChange: (chosen: readonly Person[]) => void };

/** Finds people in the directory and keeps those chosen in sight. */
export function PeoplePicker({ chosen, onChange }: PeoplePickerProps) {
  const { t } = useTranslation();
  const me = useMe((state) => state.me?.person.id);
  const [query, setQuery] = useState('');
  const answer = useDirectory(query.trim());
  const ids = new Set(chosen.map((person) => person.id));
  const found = answer.state === 'found' ? answer.people.filter((each) => each.id !== me && !ids.has(each.id)) : [];
  return (
    <div className="picker">
      <TextField
        label={t('newChannel.members')}
        note={t('newChannel.membersNote')}
        type="search"
        value={query}
        maxLength={100}
        spellCheck={false}
        onChange={(event) => setQuery(event.target.value)}
      />
      {chosen.length > 0 ? (
        <ul className="picker-chosen">
          {chosen.map((person) => (
            <li key={person.id} className="picker-chip">
              {person.name}
              <IconButton
                label={t('newChannel.remove', { name: person.name })}
                icon={<X size={14} aria-hidden />}
                onClick={() => onChange(chosen.filter((each) => each.id !== person.id))}
              />
            </li>
          ))}
        </ul>
      ) : null}
      {answer.state === 'failed' ? <p className="field-problem">{answer.problem.message}</p> : null}
      {query.trim() ? (
        <ul className="find-scroll picker-found">
          {found.map((person) => (
            <PersonLine key={person.id} person={person}>
              <Button
                aria-label={t('newChannel.add', { name: person.name })}
                onClick={() => {
                  onChange([...chosen, person]);
                  setQuery('');
                }}
              >
                {t('newChannel.addOne')}
              </Button>
            </PersonLine>
          ))}
          {answer.state === 'found' && found.length === 0 ? (
            <li className="find-none">{t('find.empty', { query: query.trim() })}</li>
          ) : null}
        </ul>
      ) : null}
    </div>
  );
}
