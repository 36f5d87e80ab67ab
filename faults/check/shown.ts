/** What a pane shows, held against the log. Pure. */
import type { ChannelEvent } from '../../shared/events.ts';
import { count, type Tally } from './tally.ts';

/** A message as a person reads it. */
export type ShownMessage = {
  id: string;
  text: string;
  /** It waits to be sent, or could not be. */
  pending: boolean;
};

/** The messages of a log, as a pane would show them. */
function messagesOf(log: readonly ChannelEvent[]): { id: string; text: string }[] {
  return log.flatMap((event) => (event.kind === 'message' ? [{ id: event.id, text: event.body.text }] : []));
}

/** Whether a pane at its bottom has come to the end of the log: nothing waits, and its newest message is the log's. */
export function isAtHead(log: readonly ChannelEvent[], shown: readonly ShownMessage[]): boolean {
  return !shown.some(({ pending }) => pending) && shown.at(-1)?.id === messagesOf(log).at(-1)?.id;
}

/** The rows of a pane that stands at its bottom: they must be the log's newest messages, in its order, each once. */
export function checkShown(tally: Tally, who: string, log: readonly ChannelEvent[], shown: readonly ShownMessage[]): void {
  const messages = messagesOf(log);
  const at = new Map(messages.map(({ id }, index) => [id, index]));
  const seen = new Set<string>();
  let before: number | null = null;
  for (const { id, text, pending } of shown) {
    tally.checked += 1;
    const index = at.get(id);
    if (pending) count(tally, 'stuck', `${who} shows "${short(text)}" as not sent yet`);
    else if (index === undefined) count(tally, 'different', `${who} shows "${short(text)}", which is not in the log`);
    else if (seen.has(id)) count(tally, 'doubled', `${who} shows "${short(text)}" twice`);
    else {
      if (before !== null && index < before) count(tally, 'disordered', `${who} shows "${short(text)}" too late`);
      if (before !== null && index > before + 1) {
        count(tally, 'lost', `${who} does not show what stands before "${short(text)}"`, index - before - 1);
      }
      if (messages[index]?.text !== text) count(tally, 'different', `${who} shows "${short(text)}" with other words`);
      before = Math.max(before ?? 0, index);
    }
    seen.add(id);
  }
  const newest = shown.findLast(({ id }) => at.has(id))?.id;
  const missing = newest === undefined ? messages.length : messages.length - 1 - (at.get(newest) ?? 0);
  count(tally, 'lost', `${who} does not show the newest of the log`, missing);
}

const short = (text: string): string => text.slice(0, 24).trim();
