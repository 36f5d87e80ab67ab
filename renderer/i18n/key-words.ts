/** Keys as the keyboards of the interface's language are labelled. */
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { en } from './en.ts';

const isNamed = (key: string): key is keyof typeof en.keys => Object.hasOwn(en.keys, key);

/** Puts a key into words; letters, digits and signs are the same everywhere. */
export function useKeyWords(): (key: string) => string {
  const { t } = useTranslation();
  return useCallback((key) => (isNamed(key) ? t(`keys.${key}`) : key), [t]);
}
