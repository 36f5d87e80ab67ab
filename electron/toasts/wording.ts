/** What a toast says. Pure. */
import type { Words } from '../words/words.ts';
import type { Card } from './board.ts';

export type Wording = { title: string; body: string };

/**
 * The words of a card. `hidden`: neither who spoke, nor where, nor what. `markup`: the desktop takes the body for markup (Linux's
 * notification daemons do), so what people write is written so that it is read as they wrote it.
 */
export function wordingOf(
  { digest, toasts }: Card,
  { say }: Pick<Words, 'say'>,
  { hidden, markup }: { hidden: boolean; markup: boolean },
): Wording {
  if (digest) {
    const conversations = new Set(toasts.map(({ channel }) => channel)).size;
    const messages = say('toast.messages', { count: toasts.length });
    return { title: 'Mullion', body: say('toast.inConversations', { count: conversations, messages }) };
  }
  const [toast] = toasts;
  if (hidden || !toast) return { title: 'Mullion', body: say('toast.hidden') };
  const sender = toast.sender || say('toast.someone');
  const title = toast.why === 'direct' ? sender : say('toast.mention', { sender, channel: toast.name });
  const body = toast.action ? `* ${sender} ${toast.text}` : toast.text;
  return { title, body: markup ? escaped(body) : body };
}

const signs: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

function escaped(text: string): string {
  return text.replace(/[&<>]/g, (sign) => signs[sign] ?? sign);
}
