/**
 * What a line of an IRC log says. Two generations of loggers wrote them:
 *
 *     [HH:MM] <nick> text                              a message
 *     [HH:MM]  * nick does                             an action
 *     === nick does                                    an action, in logs before 2008
 *     === nick [user@host]  has joined #channel        a join
 *     === nick [user@host]  has left #channel [words]  a part or a quit
 *     === nick was kicked off #channel by nick (words) a kick
 *     === nick is now known as nick                    a rename
 *     === mode/#channel [+o nick]  by nick             not imported: said of the channel or the network,
 *     === ..[topic/#channel:nick] : text               not by a person
 *     === netjoined: host -> host
 *
 * The older logger wrote a space after each `]` in a nick (`bur[n] er`). Nicks have no spaces, so they are taken out again.
 */

export type IrcLine =
  /** `spelled`: the nick as it stands there. */
  | { kind: 'message'; clock: number; nick: string; spelled: string; text: string }
  | { kind: 'action'; clock: number | undefined; nick: string; text: string }
  | { kind: 'join'; nick: string }
  | { kind: 'leave'; nick: string; by: string | undefined; reason: string | undefined }
  | { kind: 'rename'; from: string; to: string }
  | { kind: 'mode' | 'topic' | 'network' }
  | { kind: 'other'; clock: number | undefined };

/** A nick of the older logger: after a `]` there may be a space that belongs to it. */
const nick = '((?:\\] ?|[A-Za-z0-9[\\\\`_^{|}\\-])+)';
const status = (pattern: string) => new RegExp(`^=== ${nick} +${pattern}`, 'u');

const message = /^\[(\d\d):(\d\d)\] <([^>]+)> ?(.*)$/su;
const action = /^\[(\d\d):(\d\d)\] {2}\* (\S+) ?(.*)$/su;
const timed = /^\[(\d\d):(\d\d)\]/u;
const join = status(String.raw`\[.*\] +has joined #\S+ *$`);
const leave = status(String.raw`\[.*\] +has (?:left #\S+|quit) *(?:\[(.*)\]?)?$`);
const kick = status(String.raw`was kicked off #\S+ by (\S+) *(?:\((.*)\))?$`);
const rename = status(String.raw`is now known as (\S.*?) *$`);
const statusAction = status(String.raw`(\S.*)$`);

/** Reads one line. Pure; what has none of the known forms is `other`. */
export function parseLine(line: string): IrcLine {
  return line.startsWith('=== ') ? parseStatus(line) : parseTimed(line);
}

function parseTimed(line: string): IrcLine {
  const said = message.exec(line);
  if (said) {
    const [, hours, minutes, name, text = ''] = said;
    const clock = clockOf(hours, minutes);
    if (clock !== undefined && name !== undefined)
      return { kind: 'message', clock, nick: withoutSpaces(name), spelled: name, text };
  }
  const done = action.exec(line);
  if (done) {
    const [, hours, minutes, name, text = ''] = done;
    const clock = clockOf(hours, minutes);
    if (clock !== undefined && name !== undefined) return { kind: 'action', clock, nick: name, text };
  }
  const [, hours, minutes] = timed.exec(line) ?? [];
  return { kind: 'other', clock: clockOf(hours, minutes) };
}

function parseStatus(line: string): IrcLine {
  const joined = join.exec(line);
  if (joined?.[1]) return { kind: 'join', nick: withoutSpaces(joined[1]) };
  const left = leave.exec(line);
  if (left?.[1])
    return { kind: 'leave', nick: withoutSpaces(left[1]), by: undefined, reason: words(left[2]?.replace(/\]$/, '')) };
  const kicked = kick.exec(line);
  if (kicked?.[1]) return { kind: 'leave', nick: withoutSpaces(kicked[1]), by: kicked[2], reason: words(kicked[3]) };
  const renamed = rename.exec(line);
  if (renamed?.[1] && renamed[2]) return { kind: 'rename', from: withoutSpaces(renamed[1]), to: withoutSpaces(renamed[2]) };
  if (line.startsWith('=== mode/#')) return { kind: 'mode' };
  if (line.startsWith('=== ..[topic/#')) return { kind: 'topic' };
  if (line.startsWith('=== netjoined:')) return { kind: 'network' };
  const acted = statusAction.exec(line);
  if (acted?.[1] && acted[2]) return { kind: 'action', clock: undefined, nick: withoutSpaces(acted[1]), text: acted[2] };
  return { kind: 'other', clock: undefined };
}

/** Minutes since midnight. */
function clockOf(hours: string | undefined, minutes: string | undefined): number | undefined {
  if (hours === undefined || minutes === undefined) return undefined;
  const [h, m] = [Number(hours), Number(minutes)];
  return h < 24 && m < 60 ? h * 60 + m : undefined;
}

function withoutSpaces(name: string): string {
  return name.replaceAll(' ', '');
}

function words(text: string | undefined): string | undefined {
  return text?.trim() || undefined;
}
