/** The desks as the tray lists them: by the names that windows show. */
import type { DeskBook } from '../desks/book.ts';
import type { Log } from '../log.ts';
import type { Words } from '../words/words.ts';
import type { Desks } from './menu.ts';

export function trayDesks(book: DeskBook, { say }: Pick<Words, 'say'>, log: Log): Desks {
  return {
    list: () => book.list().desks.map(({ id, name }) => ({ id, name: name ?? say('tray.unnamedDesk') })),
    current: book.current,
    switchTo(id) {
      // A menu may still list a desk that is gone.
      book.switchTo(id).catch((error: unknown) => log('warn', 'tray.desk-not-shown', { error }));
    },
    onChange: (listener) => void book.onChange(listener),
  };
}
