import { useTranslation } from 'react-i18next';
import { useKeyWords } from '../i18n/key-words.ts';
import { usePlatform } from '../platform/context.ts';
import { closeDialog } from '../state/ui.ts';
import { Dialog } from '../ui/Dialog.tsx';
import { shortcutList } from './keys.ts';

/** Every key that does something. */
export function ShortcutsDialog() {
  const { t } = useTranslation();
  const keyWords = useKeyWords();
  const { desks } = usePlatform();
  return (
    <Dialog wide title={t('shortcuts.title')} closeLabel={t('common.close')} onClose={closeDialog}>
      <div className="shortcuts">
        {shortcutList
          .filter(({ group }) => desks || group !== 'groupDesks')
          .map(({ group, entries }) => (
            <section key={group} aria-label={t(`shortcuts.${group}`)}>
              <h3 className="shortcuts-heading">{t(`shortcuts.${group}`)}</h3>
              <dl className="shortcuts-list">
                {entries.map(({ words, keys }) => (
                  <div key={words} className="shortcuts-row">
                    <dt>{t(`shortcuts.${words}`)}</dt>
                    <dd>
                      {keys.map((key) => (
                        <kbd key={key}>{keyWords(key)}</kbd>
                      ))}
                    </dd>
                  </div>
                ))}
              </dl>
            </section>
          ))}
      </div>
    </Dialog>
  );
}
