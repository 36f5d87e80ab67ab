import { type KeyboardEvent, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Chord } from '../../shared/chord.ts';
import { pressOf } from '../platform/key-press.ts';
import { type CommandId, commandOf } from '../state/command-list.ts';
import { useEngine } from '../state/engine.ts';
import { conflict, delivered, withKeys } from '../state/keymap.ts';
import { changeSetting, useSettings } from '../state/settings.ts';
import { openDialog } from '../state/ui.ts';
import { useChordWords, useKeymap } from '../state/use-keymap.ts';
import { Button } from '../ui/Button.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { type Recorded, recorded } from './recorded.ts';
import { useRecordedWords } from './use-recorded-words.ts';
import './shortcuts.css';

/** What moves about in the dialog, pressed alone, is not recorded: whoever is in it gets out. */
const ownKeys: readonly string[] = ['Tab', 'Escape', 'Enter'];

/** Gives a command other keys, or none. From the list of shortcuts, and back there. */
export function KeysDialog({ command }: { command: CommandId }) {
  const { t } = useTranslation();
  const id = useId();
  const engine = useEngine();
  const { keymap, keyboard } = useKeymap();
  const chordWords = useChordWords();
  const recordedWords = useRecordedWords();
  const [pressed, setPressed] = useState<Recorded>({ is: 'nothing' });
  const inOne = (chord: Chord) => chordWords(chord).join('+');
  const name = t(`shortcuts.${command}`);
  const now = keymap.get(command)?.chord ?? null;
  const usual = delivered(command, keyboard);
  const { family } = commandOf(command);
  const chord = 'chord' in pressed ? pressed.chord : null;
  const isGood = pressed.is === 'free' || pressed.is === 'taken';

  const back = () => openDialog({ kind: 'shortcuts', from: command });
  const give = (keys: Chord | null) => {
    const { settings } = useSettings.getState();
    void changeSetting(engine, 'keys', withKeys(settings.keys, command, keys, keyboard));
    back();
  };
  const save = () => {
    if (isGood) give(pressed.chord);
  };
  const isUsual = (now && inOne(now)) === (usual && inOne(usual));
  const giveUsual = () => {
    const by = usual && conflict(keymap, command, usual);
    // Whoever has them now is named first.
    if (usual && by) setPressed({ is: 'taken', chord: usual, by });
    else give(usual);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const { ctrlKey, altKey, metaKey, key } = event;
    if (!ctrlKey && !altKey && !metaKey && ownKeys.includes(key)) {
      if (key !== 'Enter') return;
      // Else it would press what has the focus by then.
      event.preventDefault();
      save();
      return;
    }
    event.preventDefault();
    const next = recorded(pressOf(event.nativeEvent), command, keymap, keyboard);
    if (next.is !== 'nothing') setPressed(next);
  };
  return (
    <Dialog
      title={t('changeKeys.title', { command: name })}
      description={t(
        family === 'Digits' ? 'changeKeys.textDigits' : family === 'Arrows' ? 'changeKeys.textArrows' : 'changeKeys.text',
      )}
      closeLabel={t('common.close')}
      onClose={back}
    >
      <div className="field">
        <label className="field-label" htmlFor={`${id}-keys`}>
          {t('changeKeys.field')}
        </label>
        <input
          id={`${id}-keys`}
          className="field-input keys-field"
          readOnly
          value={chord ? inOne(chord) : ''}
          placeholder={t('changeKeys.prompt')}
          aria-describedby={`${id}-now`}
          onKeyDown={onKeyDown}
        />
        <p className="field-note" id={`${id}-now`}>
          {now ? t('changeKeys.now', { keys: inOne(now) }) : t('changeKeys.nowNone')}
        </p>
      </div>
      <p
        className={pressed.is === 'free' || pressed.is === 'nothing' ? 'keys-verdict' : 'keys-verdict field-problem'}
        role="status"
      >
        {recordedWords(pressed)}
      </p>
      <div className="dialog-actions keys-actions">
        {now ? <Button onClick={() => give(null)}>{t('changeKeys.remove')}</Button> : null}
        {isUsual ? null : (
          <Button onClick={giveUsual}>
            {usual ? t('changeKeys.delivered', { keys: inOne(usual) }) : t('changeKeys.deliveredNone')}
          </Button>
        )}
        <Button tone="primary" disabled={!isGood} onClick={save}>
          {pressed.is === 'taken' ? t('changeKeys.takeOver') : t('common.save')}
        </Button>
      </div>
    </Dialog>
  );
}
