/**
 * A log file as events-to-be: decoded, parsed, dated, counted. Pure but for the tally it adds to.
 */
import type { BodyOf } from '../../shared/events.ts';
import type { EventId } from '../../shared/model.ts';
import { Handle } from '../../shared/model.ts';
import { LogClock } from './clock.ts';
import { decodeLines } from './decode.ts';
import { eventIdOf } from './identity.ts';
import { type IrcLine, parseLine } from './irc-format.ts';
import { count, type LineKind, type Tally } from './tally.ts';

/** An event before its people are known: they are called by their nicks. */
export type Draft = { id: EventId; at: number; nick: string } & (
  | { kind: 'message'; body: BodyOf<'message'> }
  | { kind: 'join' }
  | { kind: 'leave'; leaver: string; reason: string | undefined }
  | { kind: 'alias'; body: BodyOf<'alias'> }
);

/** What an empty message says: a message needs some text, and this one is invisible (ZERO WIDTH SPACE). */
const INVISIBLE = '\u200b';
const MAX_REASON = 400;

/** The drafts of a file, in the order of its lines. `day`: see `dayOf`. `speakers` gathers the nicks of messages as they are written. */
export function draftFile(name: string, day: number, file: Uint8Array, tally: Tally, speakers: Set<string>): Draft[] {
  const clock = new LogClock(day);
  const drafts: Draft[] = [];
  for (const { number, text, encoding } of decodeLines(file)) {
    tally.lines += 1;
    if (encoding !== 'utf-8') tally.windows1252 += 1;
    const line = knownNicks(parseLine(text));
    count(tally, kindOf(line), name, number);
    if (line.kind === 'message') speakers.add(line.spelled);
    const at = 'clock' in line && line.clock !== undefined ? clock.at(line.clock) : clock.now();
    const draft = draftOf(line, eventIdOf(name, number), at, tally);
    if (draft) drafts.push(draft);
  }
  tally.files += 1;
  tally.midnights += clock.midnights;
  tally.halfDays += clock.halfDays;
  return drafts;
}

function kindOf(line: IrcLine): LineKind {
  return line.kind === 'action' && line.clock === undefined ? 'status-action' : line.kind;
}

/** A nick that no person of ours can have makes a line `other`. */
function knownNicks(line: IrcLine): IrcLine {
  const nicks = [
    'nick' in line ? line.nick : undefined,
    line.kind === 'leave' ? line.by : undefined,
    line.kind === 'rename' ? line.from : undefined,
  ].filter((nick) => nick !== undefined);
  if (nicks.every((nick) => Handle.safeParse(nick).success)) return line;
  return { kind: 'other', clock: 'clock' in line ? line.clock : undefined };
}

function draftOf(line: IrcLine, id: EventId, at: number, tally: Tally): Draft | undefined {
  switch (line.kind) {
    case 'message':
      return { id, at, nick: line.nick, kind: 'message', body: { text: textOf(line.text, tally) } };
    case 'action':
      return { id, at, nick: line.nick, kind: 'message', body: { text: textOf(line.text, tally), style: 'action' } };
    case 'join':
      return { id, at, nick: line.nick, kind: 'join' };
    case 'leave':
      return { id, at, nick: line.by ?? line.nick, kind: 'leave', leaver: line.nick, reason: line.reason?.slice(0, MAX_REASON) };
    case 'rename':
      return { id, at, nick: line.from, kind: 'alias', body: { from: line.from, to: line.to } };
    default:
      return undefined;
  }
}

function textOf(text: string, tally: Tally): string {
  const shown = text.replaceAll('\0', '\u2400');
  if (shown.trim() !== '') return shown;
  tally.empty += 1;
  return INVISIBLE;
}
