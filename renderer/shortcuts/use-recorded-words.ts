import { useTranslation } from 'react-i18next';
import { useChordWords, useKeymap } from '../state/use-keymap.ts';
import type { Recorded } from './recorded.ts';

/** Says what becomes of pressed keys; nothing before any were. */
export function useRecordedWords(): (recorded: Recorded) => string {
  const { t } = useTranslation();
  const chordWords = useChordWords();
  const { keyboard } = useKeymap();
  return (recorded) => {
    const keys = 'chord' in recorded ? chordWords(recorded.chord).join('+') : '';
    switch (recorded.is) {
      case 'nothing':
        return '';
      case 'free':
        return t('changeKeys.free', { keys });
      case 'taken':
        return t('changeKeys.conflict', { keys, command: t(`shortcuts.${recorded.by}`) });
      case 'refused':
        return t(`changeKeys.${recorded.why === 'writes' && keyboard.mac ? 'writesMac' : recorded.why}`, { keys });
      default:
        return t(`changeKeys.${recorded.is}`);
    }
  };
}
