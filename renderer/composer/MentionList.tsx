/** The people that an `@` may mean. The focus stays in the text; the chosen one is told by `aria-activedescendant`. */
import { useTranslation } from 'react-i18next';
import type { Person } from '../../shared/model.ts';
import { useMe } from '../state/me.ts';
import { useFirm } from '../state/people.ts';
import { nameStyle } from '../ui/name-hue.ts';

type MentionListProps = {
  id: string;
  people: readonly Person[];
  chosen: number;
  onChoose(at: number): void;
  onTake(person: Person): void;
};

/** The id of an option's element. */
export function optionId(list: string, at: number): string {
  return `${list}-${at}`;
}

export function MentionList({ id, people, chosen, onChoose, onTake }: MentionListProps) {
  const { t } = useTranslation();
  return (
    <div id={id} role="listbox" aria-label={t('composer.mentions')} className="mention-list">
      {people.map((person, at) => (
        // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are handled in the text field, which keeps the focus
        <div
          key={person.id}
          id={optionId(id, at)}
          role="option"
          tabIndex={-1}
          aria-selected={at === chosen}
          className="mention-option"
          onPointerMove={() => onChoose(at)}
          onPointerDown={(event) => event.preventDefault()}
          onClick={() => onTake(person)}
        >
          <span className="mention-handle" style={nameStyle(person.id)}>
            @{person.handle}
          </span>
          <span className="mention-name">{person.name}</span>
          <Outside person={person} />
        </div>
      ))}
    </div>
  );
}

function Outside({ person }: { person: Person }) {
  const firm = useFirm(person.firm);
  const own = useMe((state) => state.me?.firm.id);
  if (!firm || firm.id === own) return null;
  return <span className="mention-firm">{firm.short}</span>;
}
