/**
 * Which addresses in what people write are links, and so what is opened outside of the application: the web's, and a plain
 * mail address. The one list for the text of messages, for the call that a page opens a link with, and for the main process.
 */
import { z } from './schema.ts';

/**
 * One mail address, and nothing with it. Header fields (`?subject=`, `?bcc=`, `?attach=`) are refused rather than taken away:
 * what is opened is what one has read. The address itself is of plain letters, digits and `._+-`, and begins with a letter:
 * what a mail program's command line could take for more than an address never gets there, and `25k@SAP.DE` is an order.
 */
const plainMail = /^mailto:[a-z][a-z0-9._+-]{0,63}@(?:[a-z0-9-]{1,63}\.)+[a-z][a-z0-9-]{1,62}$/i;

export const LinkAddress = z.union([
  z.url({ protocol: /^https?$/, normalize: true }).max(2048),
  z.string().max(320).regex(plainMail),
]);

/** The address as it is opened, or null where it is none that is. */
export function openable(address: string): string | null {
  const checked = LinkAddress.safeParse(address);
  return checked.success ? checked.data : null;
}
