/** Keys as the keyboards of the interface's language are labelled. */
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { en } from './en.ts';

const isNamed = (key: string): key is keyof typeof en.keys => Object.hasOwn(en.keys, key);

/** Puts a key, or keys pressed together (`Ctrl+Shift+N`), into words; letters and signs are the same everywhere. */
export function useKeyWords(): (keys: string) => string {
  const { t } = useTranslation();
  return useCallback(
    (keys) =>
      keys
        .split('+')
        .map((key) => (isNamed(key) ? t(`keys.${key}`) : key))
        .join('+'),
    [t],
  );
}
