import { Check, ChevronDown } from 'lucide-react';
import { DropdownMenu } from 'radix-ui';
import { useTranslation } from 'react-i18next';
import { ChosenStatus, chosenIn, type PresenceStatus } from '../../shared/model.ts';
import { useEngine } from '../state/engine.ts';
import { useMe } from '../state/me.ts';
import { usePresence } from '../state/presence.ts';
import { openDialog } from '../state/ui.ts';
import { Menu, MenuItem, MenuSeparator } from '../ui/Menu.tsx';
import { PresenceMark } from '../ui/PresenceMark.tsx';
import './presence.css';

const statuses = ChosenStatus.options;

/** One's own presence as others see it, and what it can be set to. */
export function PresenceMenu() {
  const { t } = useTranslation();
  const me = useMe((state) => state.me);
  const presence = usePresence(me?.person.id);
  const status: PresenceStatus = presence?.status ?? 'unknown';
  const said = t(`presence.${status}`);
  const word = presence?.automatic ? t('automatic.shown', { status: said }) : said;
  const shown = presence?.note ? `${word} · ${presence.note}` : word;
  if (!me) return null;
  return (
    <Menu
      label={t('presence.menu')}
      trigger={
        <button type="button" className="presence-button">
          <PresenceMark status={status} />
          <span className="visually-hidden">{t('presence.own')}</span>
          <span className="presence-name">{me.person.name}</span>
          <span className="presence-word">{shown}</span>
          <ChevronDown size={14} aria-hidden />
        </button>
      }
    >
      <Choices chosen={chosenIn(presence) ?? 'available'} {...(presence?.note === undefined ? {} : { note: presence.note })} />
    </Menu>
  );
}

type ChoicesProps = { chosen: ChosenStatus; note?: string };

function Choices({ chosen, note }: ChoicesProps) {
  const { t } = useTranslation();
  const engine = useEngine();
  const choose = (next: ChosenStatus | undefined, words: string | undefined) =>
    void engine.call('presence', { ...(next ? { status: next } : {}), ...(words ? { note: words } : {}) });
  return (
    <>
      <DropdownMenu.RadioGroup value={chosen}>
        {statuses.map((each) => (
          <DropdownMenu.RadioItem key={each} value={each} className="menu-item" onSelect={() => choose(each, note)}>
            <span className="menu-icon">
              <PresenceMark status={each} />
            </span>
            <span className="menu-text">{t(`presence.${each}`)}</span>
            <DropdownMenu.ItemIndicator className="presence-chosen">
              <Check size={14} aria-hidden />
            </DropdownMenu.ItemIndicator>
          </DropdownMenu.RadioItem>
        ))}
      </DropdownMenu.RadioGroup>
      <MenuItem onSelect={() => choose(undefined, note)}>{t('presence.automatic')}</MenuItem>
      <MenuSeparator />
      <MenuItem onSelect={() => openDialog({ kind: 'note' })}>{t('presence.editNote')}</MenuItem>
    </>
  );
}
