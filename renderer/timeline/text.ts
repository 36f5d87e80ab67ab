/**
 * A message's text, taken apart for display. Pure, and safe by construction: tokens are slices of the text, shown as text;
 * put together again they are the text, to the last character. Takes time in proportion to the text's length.
 */
import { LinkifyIt } from 'linkify-it';
import { openable } from '../../shared/links.ts';

export type Token =
  | { type: 'text'; text: string }
  /** `@handle` of someone known. */
  | { type: 'mention'; text: string; handle: string }
  /** `href` is openable (`shared/links.ts`): what the platform opens. */
  | { type: 'link'; text: string; href: string }
  /** `code`, without its backticks. */
  | { type: 'code'; text: string; code: string }
  /** A block between lines of three backticks, without them; columns are kept. */
  | { type: 'block'; text: string; code: string };

/** Finds web addresses by their scheme, and mail addresses with one or without; of a `mailto:` never what follows the address. */
const linkify = new LinkifyIt({ fuzzyLink: false, fuzzyEmail: true, fuzzyIP: false });
linkify.add('ftp:', null).add('//', null);
/** Longer than this (characters), a run of text is not searched for links: it is pasted data. */
const MOST_LINKED = 4_000;
const LONGEST_HANDLE = 64;

const fence = /^```[^\n`]*$/gm;
const inline = /`([^`\n]+)`/g;
const mention = /@[^\s@<>:,\p{Cc}]+/gu;
const wordBefore = /[\p{L}\p{N}_@.+-]$/u;

/** Takes a text apart; `isHandle` tells which names (lower case) are people's. */
export function tokens(text: string, isHandle: (handle: string) => boolean): Token[] {
  return blocks(text).flatMap((token) => (token.type === 'text' ? spans(token.text, isHandle) : [token]));
}

/** Blocks and the text between them. A fence that is not closed is text. */
function blocks(text: string): Token[] {
  const found: Token[] = [];
  let at = 0;
  let open: RegExpExecArray | null = null;
  for (const line of text.matchAll(fence)) {
    if (!open) {
      open = line;
      continue;
    }
    const start = open.index > at && text[open.index - 1] === '\n' ? open.index - 1 : open.index;
    const end = line.index + line[0].length;
    const after = text[end] === '\n' ? end + 1 : end;
    if (start > at) found.push({ type: 'text', text: text.slice(at, start) });
    const from = open.index + open[0].length + 1;
    const code = line.index > from ? text.slice(from, line.index - 1) : '';
    found.push({ type: 'block', text: text.slice(start, after), code });
    at = after;
    open = null;
  }
  if (at < text.length) found.push({ type: 'text', text: text.slice(at) });
  return found;
}

function spans(text: string, isHandle: (handle: string) => boolean): Token[] {
  return split(text, inline, (match) => ({ type: 'code', text: match[0], code: match[1] ?? '' })).flatMap((token) =>
    token.type === 'text'
      ? links(token.text).flatMap((part) => (part.type === 'text' ? mentions(part.text, isHandle) : [part]))
      : [token],
  );
}

function links(text: string): Token[] {
  const matches = text.length > MOST_LINKED ? null : linkify.match(text);
  const found: Token[] = [];
  let at = 0;
  for (const match of matches ?? []) {
    const href = openable(match.url);
    if (href === null) continue;
    if (match.index > at) found.push({ type: 'text', text: text.slice(at, match.index) });
    found.push({ type: 'link', text: text.slice(match.index, match.lastIndex), href });
    at = match.lastIndex;
  }
  if (at < text.length) found.push({ type: 'text', text: text.slice(at) });
  return found;
}

function mentions(text: string, isHandle: (handle: string) => boolean): Token[] {
  return split(text, mention, (match) => {
    if (wordBefore.test(text.slice(Math.max(0, match.index - 2), match.index))) return null;
    const known = knownHandle(match[0].slice(1), isHandle);
    return known === null ? null : { type: 'mention', text: `@${known}`, handle: known.toLowerCase() };
  });
}

/** The handle that a run of characters begins with: itself, or itself without the punctuation that ends a sentence. */
function knownHandle(run: string, isHandle: (handle: string) => boolean): string | null {
  let name = run.slice(0, LONGEST_HANDLE);
  while (name) {
    if (isHandle(name.toLowerCase())) return name;
    const shorter = name.replace(/[^\p{L}\p{N}_]$/u, '');
    if (shorter === name) return null;
    name = shorter;
  }
  return null;
}

/** The text cut at each match for which there is a token; a token may be shorter than its match. */
function split(text: string, pattern: RegExp, make: (match: RegExpExecArray) => Token | null): Token[] {
  const found: Token[] = [];
  let at = 0;
  for (const match of text.matchAll(pattern)) {
    const token = make(match);
    if (!token) continue;
    if (match.index > at) found.push({ type: 'text', text: text.slice(at, match.index) });
    found.push(token);
    at = match.index + token.text.length;
  }
  if (at < text.length) found.push({ type: 'text', text: text.slice(at) });
  return found;
}

/** How many lines a text has. */
export function lineCount(text: string): number {
  let lines = 1;
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) lines += 1;
  return lines;
}
