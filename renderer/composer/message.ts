/** From what was typed to what is sent. Pure. */
import { MAX_MENTIONS, MAX_TEXT, type MessageBody } from '../../shared/events.ts';
import type { PersonId } from '../../shared/model.ts';
import { mentioned } from './mention.ts';

export type Made = { ok: true; body: MessageBody } | { ok: false; why: 'empty' | 'empty-action' | 'too-long' };

/** The limit is told when fewer characters than this are left. */
export const NEAR_LIMIT = 1_000;

/** The message for a text: `/me does` is an action; mentions are looked up by handle (lower case). */
export function messageOf(typed: string, byHandle: (handle: string) => PersonId | undefined): Made {
  const clean = typed.replaceAll('\u0000', '').toWellFormed();
  const action = /^\s*\/me(\s|$)/.test(clean);
  const text = (action ? clean.trimStart().slice('/me'.length) : trimmedLines(clean)).trimEnd();
  const said = action ? text.trim() : text;
  if (!said.trim()) return { ok: false, why: action ? 'empty-action' : 'empty' };
  if (said.length > MAX_TEXT) return { ok: false, why: 'too-long' };
  const mentions = mentioned(said, byHandle, MAX_MENTIONS);
  return {
    ok: true,
    body: { text: said, ...(action ? { style: 'action' as const } : {}), ...(mentions.length ? { mentions } : {}) },
  };
}

/** Without empty lines in front; the first line keeps its indent, which may be a table's. */
function trimmedLines(text: string): string {
  return text.replace(/^(?:[^\S\n]*\n)+/, '');
}

/** How many characters are left (below zero: too many), or null while that is far off. */
export function roomLeft(text: string): number | null {
  const left = MAX_TEXT - text.length;
  return left < NEAR_LIMIT ? left : null;
}

/** What has been typed since a text was sent, while it was being stored: what is in `now` and was not in `sent`. */
export function typedSince(sent: string, now: string): string {
  const most = Math.min(sent.length, now.length);
  let front = 0;
  while (front < most && sent[front] === now[front]) front += 1;
  let back = 0;
  while (back < most - front && sent[sent.length - 1 - back] === now[now.length - 1 - back]) back += 1;
  return now.slice(front, now.length - back);
}
