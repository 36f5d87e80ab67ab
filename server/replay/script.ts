/**
 * A written conversation:
 *
 *   # a comment
 *   06:50:12 park> morning all
 *   06:51:00 * sato waves
 *   06:55:02 park> Calendar:
 *     two leading spaces continue the message
 *
 * Pure: text in, lines out; what cannot be read is named with its line number.
 */
import { MullionError } from '../../shared/errors.ts';

/** Something said: seconds after midnight, by whom, what. */
export type ScriptLine = { at: number; handle: string; text: string; action: boolean; line: number };

const clock = /^(\d{2}):(\d{2})(?::(\d{2}))?$/;
const said = /^(\d{2}:\d{2}:\d{2}) (\S+)> (.*)$/u;
const done = /^(\d{2}:\d{2}:\d{2}) \* (\S+) (.*)$/u;

/** Seconds after midnight of `HH:MM` or `HH:MM:SS`; undefined when it is no time of day. */
export function secondsOf(text: string): number | undefined {
  const [, hours, minutes, seconds = '0'] = clock.exec(text) ?? [];
  if (hours === undefined || minutes === undefined) return undefined;
  const [h, m, s] = [Number(hours), Number(minutes), Number(seconds)];
  return h < 24 && m < 60 && s < 60 ? h * 3600 + m * 60 + s : undefined;
}

/** The lines of a script, in its order. Refuses (`bad-request`) what it cannot read; `name` is the file's, for the sentence. */
export function parseScript(name: string, text: string): ScriptLine[] {
  const lines: ScriptLine[] = [];
  for (const [index, raw] of text.split(/\r?\n/).entries()) {
    const line = index + 1;
    if (raw.startsWith('  ')) {
      const last = lines.at(-1);
      if (!last) throw unreadable(name, line, 'there is nothing before it that it could continue');
      last.text += `\n${raw.slice(2)}`;
      continue;
    }
    if (raw.startsWith('#') || raw.trim() === '') continue;
    const action = done.exec(raw);
    const [, time = '', handle = '', words = ''] = action ?? said.exec(raw) ?? [];
    const at = secondsOf(time);
    if (at === undefined) throw unreadable(name, line, 'a line is "HH:MM:SS handle> text" or "HH:MM:SS * handle action"');
    lines.push({ at, handle, text: words, action: action !== null, line });
  }
  return lines;
}

function unreadable(name: string, line: number, why: string): MullionError {
  return new MullionError('bad-request', `${name}, line ${line}: ${why}.`);
}

/** The handles that a text mentions, without the punctuation that may follow them, if `isHandle` knows them. */
export function mentionedIn(text: string, isHandle: (handle: string) => boolean): string[] {
  const found = new Set<string>();
  for (const [, word = ''] of text.matchAll(/(?:^|[^\p{L}\p{N}_.])@([^\s@<>:,]+)/gu)) {
    for (let handle = word; handle !== ''; handle = handle.replace(/.$/u, '')) {
      if (isHandle(handle)) {
        found.add(handle);
        break;
      }
      if (!/[^\p{L}\p{N}]$/u.test(handle)) break;
    }
  }
  return [...found];
}
