import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { useKeyWords } from '../i18n/key-words.ts';
import { usePlatform } from '../platform/context.ts';
import { allCommands, type Command, type CommandId, commandGroups } from '../state/command-list.ts';
import { useEngine } from '../state/engine.ts';
import { changeSetting, useSettings } from '../state/settings.ts';
import { closeDialog, openDialog } from '../state/ui.ts';
import { useChordWords, useKeymap } from '../state/use-keymap.ts';
import { Button } from '../ui/Button.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import './shortcuts.css';

/** Keys that are no command's: those of the texts and lists that one is in. */
const ownKeys = [
  { words: 'compose', keys: ['F2'] },
  { words: 'send', keys: ['Enter'] },
  { words: 'newLine', keys: ['Shift', 'Enter'] },
  { words: 'scroll', keys: ['PageUp', 'PageDown'] },
  { words: 'newest', keys: ['Shift', 'Escape'] },
] as const;

/** Every command with its keys, each of which can be changed. `from`: the one that has just been, where one goes on. */
export function ShortcutsDialog({ from }: { from: CommandId | undefined }) {
  const { t } = useTranslation();
  const { desks, windowForm } = usePlatform();
  const goOnAt = useCallback(
    (list: HTMLElement | null) => {
      if (from) list?.querySelector<HTMLElement>(`[data-change="${from}"]`)?.focus();
    },
    [from],
  );
  const isHere = ({ needs = [] }: Command) =>
    !needs.some((need) => (need === 'desks' && !desks) || (need === 'windowForm' && !windowForm));
  return (
    <Dialog wide title={t('shortcuts.title')} closeLabel={t('common.close')} onClose={closeDialog}>
      <div className="shortcuts" ref={goOnAt}>
        {commandGroups.map((group) => {
          const commands = allCommands.filter((command) => command.group === group && isHere(command));
          return commands.length === 0 ? null : (
            <section key={group} aria-label={t(`shortcuts.${group}`)}>
              <h3 className="shortcuts-heading">{t(`shortcuts.${group}`)}</h3>
              <dl>
                {commands.map((command) => (
                  <CommandRow key={command.id} command={command} />
                ))}
              </dl>
            </section>
          );
        })}
        <section aria-label={t('shortcuts.groupWrite')}>
          <h3 className="shortcuts-heading">{t('shortcuts.groupWrite')}</h3>
          <dl>
            {ownKeys.map(({ words, keys }) => (
              <OwnRow key={words} words={words} keys={keys} />
            ))}
          </dl>
        </section>
      </div>
      <AllDelivered />
    </Dialog>
  );
}

function CommandRow({ command: { id, fixed } }: { command: Command }) {
  const { t } = useTranslation();
  const { keymap } = useKeymap();
  const chordWords = useChordWords();
  const bound = keymap.get(id);
  const command = t(`shortcuts.${id}`);
  return (
    <div className="shortcuts-row">
      <dt>{command}</dt>
      <dd>
        {bound?.chord ? (
          <Keys keys={chordWords(bound.chord)} />
        ) : (
          <span className="shortcuts-none">
            {bound?.by === 'yielding' ? t('changeKeys.yields', { command: t(`shortcuts.${bound.to}`) }) : t('changeKeys.none')}
          </span>
        )}
        {fixed ? null : (
          <button
            type="button"
            className="shortcuts-change"
            data-change={id}
            aria-label={t('changeKeys.changeOf', { command })}
            onClick={() => openDialog({ kind: 'keys', command: id })}
          >
            {t('changeKeys.change')}
          </button>
        )}
      </dd>
    </div>
  );
}

type OwnKeys = (typeof ownKeys)[number];

function OwnRow({ words, keys }: { words: OwnKeys['words']; keys: OwnKeys['keys'] }) {
  const { t } = useTranslation();
  const keyWords = useKeyWords();
  return (
    <div className="shortcuts-row">
      <dt>{t(`shortcuts.${words}`)}</dt>
      <dd>
        <Keys keys={keys.map(keyWords)} />
      </dd>
    </div>
  );
}

function Keys({ keys }: { keys: readonly string[] }) {
  return (
    <span className="shortcuts-keys">
      {keys.map((key) => (
        <kbd key={key}>{key}</kbd>
      ))}
    </span>
  );
}

/** Only where something is not as it was delivered. */
function AllDelivered() {
  const { t } = useTranslation();
  const engine = useEngine();
  const isChanged = useSettings(({ settings }) => Object.keys(settings.keys).length > 0);
  if (!isChanged) return null;
  return (
    <div className="dialog-actions shortcuts-all">
      <p className="field-note">{t('changeKeys.allDeliveredText')}</p>
      <Button onClick={() => void changeSetting(engine, 'keys', {})}>{t('changeKeys.allDelivered')}</Button>
    </div>
  );
}
