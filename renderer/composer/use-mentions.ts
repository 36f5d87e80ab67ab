/** The list of people that opens after an `@`: what is in it, and what the keys do. */
import { type KeyboardEvent, type RefObject, useMemo, useState } from 'react';
import type { Person } from '../../shared/model.ts';
import { candidates, completed, mentionAt } from './mention.ts';
import type { DraftText } from './use-draft.ts';
import type { Members } from './use-members.ts';

/** Most people offered at once. */
const MOST = 8;

export type Mentions = {
  /** Empty: the list is closed. */
  offered: readonly Person[];
  chosen: number;
  choose(at: number): void;
  take(person: Person): void;
  /** Follows the caret. */
  follow(): void;
  close(): void;
  /** Handles a key that is meant for the list; false: it was not. */
  key(event: KeyboardEvent): boolean;
};

export function useMentions(field: RefObject<HTMLTextAreaElement | null>, draft: DraftText, members: Members): Mentions {
  const [caret, setCaret] = useState<number | null>(null);
  const [chosen, setChosen] = useState(0);
  /** Where an `@` stands whose list was closed. */
  const [dismissed, setDismissed] = useState<number | null>(null);
  const mention = caret === null ? null : mentionAt(draft.text, caret);
  const open = mention !== null && mention.from !== dismissed;
  const query = open ? mention.query : null;
  const offered = useMemo(() => (query === null ? [] : candidates(query, members.people, MOST)), [query, members.people]);
  const at = Math.min(chosen, Math.max(0, offered.length - 1));

  const take = (person: Person) => {
    const element = field.current;
    if (!element || !mention || caret === null) return;
    const done = completed(draft.now(), caret, mention, person.handle);
    draft.change(done.text);
    setCaret(null);
    requestAnimationFrame(() => element.setSelectionRange(done.caret, done.caret));
    element.focus();
  };
  const follow = () => {
    const element = field.current;
    const now = element && element.selectionStart === element.selectionEnd ? element.selectionStart : null;
    setCaret(now);
    if (now === null || mentionAt(draft.now(), now)?.from !== dismissed) setDismissed(null);
    if (now !== null && mentionAt(draft.now(), now) && !members.people.length) members.load();
    if (now !== caret) setChosen(0);
  };
  const key = (event: KeyboardEvent): boolean => {
    if (!offered.length || event.ctrlKey || event.altKey || event.metaKey || event.shiftKey) return false;
    const person = offered[at];
    if (event.key === 'ArrowDown') setChosen((at + 1) % offered.length);
    else if (event.key === 'ArrowUp') setChosen((at + offered.length - 1) % offered.length);
    else if (event.key === 'Escape') setDismissed(mention?.from ?? null);
    else if ((event.key === 'Enter' || event.key === 'Tab') && person) take(person);
    else return false;
    event.preventDefault();
    event.stopPropagation();
    return true;
  };
  return { offered, chosen: at, choose: setChosen, take, follow, close: () => setCaret(null), key };
}
