/**
 * Whether this desktop reads the text of a notification as markup (Desktop Notifications Specification, "Markup"): only some daemons on
 * Linux do, and they say so. Until one has been asked it is taken to: signs that read oddly are better than words that are not shown.
 */
import type { Bus } from '../bus/bus.ts';
import { isList } from '../bus/wire-format.ts';

export type BodyMarkup = {
  isRead(): boolean;
  /** Asks anew: the daemon may be another one. Where nobody answers, it stays as it was. */
  ask(): void;
};

/** `bus`: the session bus, where there is one. */
export function openBodyMarkup(platform: NodeJS.Platform, bus: () => Bus | null): BodyMarkup {
  let isRead = platform === 'linux';
  const name = 'org.freedesktop.Notifications';
  const question = { destination: name, path: '/org/freedesktop/Notifications', interface: name, member: 'GetCapabilities' };
  return {
    isRead: () => isRead,
    ask() {
      bus()
        ?.call(question)
        .then(
          ([capabilities]) => {
            if (isList(capabilities)) isRead = capabilities.includes('body-markup');
          },
          () => undefined,
        );
    },
  };
}
