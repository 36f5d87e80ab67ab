/**
 * The send guard: whether an Enter may send. Pure. What is typed goes where the caret is; what is *meant* goes where the text was begun.
 * Where the two may differ, the first Enter arms and says so, and only a second one, pressed on purpose, sends.
 *
 *   Enter ─► the caret rests here, and the text was begun here ─► send
 *        └─► it came within 400 ms, or the text was begun in another pane ─► armed ─► Enter, once one can have read it ─► send
 *                                                                              ├─► typed, Escape, the caret goes ─► not armed
 *                                                                              └─► nothing for 8 s ─► not armed
 *
 * A key that is held, or bounces, passes nothing. A caret that the person has sent somewhere takes the mind along: what is typed there
 * is begun there. One that is moved by anything else does not: the text that was being written goes on, and strays.
 *
 * Times are those of the events (ms, as `performance.now()`): when the person did it, not when the window got round to it.
 */
import type { PaneId } from '../../shared/layout.ts';
import type { ChannelId } from '../../shared/model.ts';

/** Less than this after the caret came (ms), Enter may have been meant for where it was before. */
export const SETTLE_MS = 400;
/** Nobody has read a note, and answers it, sooner than this (ms) after an Enter: what comes before is that one's echo. */
export const BLINK_MS = 150;
/** So long (ms) the second Enter is waited for. */
export const ARMED_MS = 8_000;
/** A caret that the person has sent to a pane is there within this time (ms), or was moved by something else. */
export const ACT_MS = 1_000;

/** Where a caret can be: the composer of a pane, for the channel that it shows. */
export type Field = { readonly pane: PaneId; readonly channel: ChannelId };

/** Why an Enter does not send at once. `from`: where the text was begun. */
export type Doubt = { readonly why: 'came' } | { readonly why: 'strayed'; readonly from: Field };

export type Guard = {
  /** Where the caret is; null: in no composer. */
  readonly at: Field | null;
  /** Since when. */
  readonly cameAt: number;
  /** The person has sent the caret to this pane (null: to the next field, whichever it is), and has typed nothing since. */
  readonly act: { readonly towards: PaneId | null; readonly at: number } | null;
  /** Where the text that is being written may have been begun: in none, one is written; in several, it is not known which one is. */
  readonly begun: readonly Field[];
  /** Composers that hold text which may have been begun elsewhere, and where that was. */
  readonly strays: ReadonlyMap<string, Field>;
  /** The first Enter has been pressed. */
  readonly armed: (Doubt & { readonly until: number }) | null;
  readonly enterAt: number;
};

/** `hold`: nothing is sent, and nothing said. */
export type Decision = 'send' | 'arm' | 'hold';

/** What a composer shows of it. `settling`: the caret has only just come; `resting`: it is elsewhere. */
export type Phase = 'resting' | 'settling' | 'clear' | 'armed';

/** Before anything has happened. */
export const atRest: Guard = {
  at: null,
  cameAt: Number.NEGATIVE_INFINITY,
  act: null,
  begun: [],
  strays: new Map(),
  armed: null,
  enterAt: Number.NEGATIVE_INFINITY,
};

/** The person sends the caret somewhere: by a click into a pane, a command, Tab. Where it is already, only a text of that place goes on. */
export function acted(guard: Guard, towards: PaneId | null, now: number): Guard {
  const { at, begun } = guard;
  if (at && at.pane === towards) return { ...guard, begun: begun.filter((field) => isSame(field, at)) };
  return { ...guard, act: { towards, at: now }, begun: at === null ? stillMeant(begun, towards) : begun };
}

/** The caret came to a composer, by whatever. */
export function came(guard: Guard, field: Field, now: number): Guard {
  const { act, begun } = guard;
  const isSent = act !== null && now - act.at < ACT_MS && (act.towards === null || act.towards === field.pane);
  const goesOn = isSent ? begun.filter((each) => isSame(each, field)) : begun;
  return { ...guard, at: field, cameAt: now, act: null, armed: null, begun: goesOn };
}

/** The caret left this composer, or the composer is gone. */
export function left(guard: Guard, field: Field, now: number): Guard {
  if (!isAt(guard, field)) return guard;
  const { act, begun } = guard;
  const isSent = act !== null && now - act.at < ACT_MS;
  return { ...guard, at: null, armed: null, begun: isSent ? stillMeant(begun, act.towards) : begun };
}

/** The person has changed the text of a composer. Most keys change nothing here: the guard keeps its identity then. */
export function typed(guard: Guard, field: Field, text: string, now: number): Guard {
  const here = isAt(guard, field) ? guard : came(guard, field, now);
  const begun = text === '' ? here.begun.filter((each) => !isSame(each, field)) : withHome(here.begun, field);
  const from = text === '' ? undefined : elsewhere(begun, field);
  const strays = text === '' ? without(here.strays, field) : withStray(here.strays, field, from);
  const changesNothing = begun.length === here.begun.length && strays === here.strays && here.armed === null && here.act === null;
  return changesNothing ? here : { ...here, begun, strays, armed: null, act: null };
}

/** The person does not want the armed text to be sent. */
export function disarmed(guard: Guard): Guard {
  return guard.armed ? { ...guard, armed: null } : guard;
}

/** What an Enter does in a composer that holds `text`. `repeat`: its key is being held. */
export function entered(
  guard: Guard,
  field: Field,
  { text, repeat }: { text: string; repeat: boolean },
  now: number,
): { guard: Guard; decision: Decision } {
  if (repeat) return { guard, decision: 'hold' };
  const here = isAt(guard, field) ? guard : came(guard, field, now);
  const next = { ...here, enterAt: now };
  if (text.trim() === '') return { guard: next, decision: 'hold' };
  if (isArmed(here, now)) return now - here.enterAt < BLINK_MS ? { guard: next, decision: 'hold' } : sending(next, field);
  const doubt = doubtOf(here, field, now);
  return doubt ? { guard: { ...next, armed: { ...doubt, until: now + ARMED_MS } }, decision: 'arm' } : sending(next, field);
}

/** What a composer shows. */
export function phaseOf(guard: Guard, field: Field, now: number): Phase {
  if (!isAt(guard, field)) return 'resting';
  if (isArmed(guard, now)) return 'armed';
  return now - guard.cameAt < SETTLE_MS ? 'settling' : 'clear';
}

/** When the phase changes by itself; null: it does not. */
export function nextChange(guard: Guard, now: number): number | null {
  if (isArmed(guard, now)) return guard.armed.until;
  const settled = guard.cameAt + SETTLE_MS;
  return guard.at && settled > now ? settled : null;
}

function sending(guard: Guard, field: Field): { guard: Guard; decision: Decision } {
  return { guard: { ...guard, armed: null, begun: [], strays: without(guard.strays, field) }, decision: 'send' };
}

function doubtOf({ begun, strays, cameAt }: Guard, field: Field, now: number): Doubt | null {
  const from = strays.get(keyOf(field)) ?? elsewhere(begun, field);
  if (from) return { why: 'strayed', from };
  return now - cameAt < SETTLE_MS ? { why: 'came' } : null;
}

/** Whoever has sent the caret to a pane goes on with no text but one of that pane. */
function stillMeant(begun: Guard['begun'], towards: PaneId | null): Guard['begun'] {
  return towards === null ? begun : begun.filter(({ pane }) => pane === towards);
}

/** What is typed may be the text that goes on, or another that is begun here. */
function withHome(begun: Guard['begun'], field: Field): Guard['begun'] {
  return begun.some((each) => isSame(each, field)) ? begun : [...begun, field];
}

function elsewhere(begun: Guard['begun'], field: Field): Field | undefined {
  return begun.find((each) => !isSame(each, field));
}

function withStray(strays: Guard['strays'], field: Field, from: Field | undefined): Guard['strays'] {
  return from === undefined || strays.has(keyOf(field)) ? strays : new Map(strays).set(keyOf(field), from);
}

function without(strays: Guard['strays'], field: Field): Guard['strays'] {
  return strays.has(keyOf(field)) ? new Map([...strays].filter(([key]) => key !== keyOf(field))) : strays;
}

function isArmed(guard: Guard, now: number): guard is Guard & { armed: NonNullable<Guard['armed']> } {
  return guard.armed !== null && now < guard.armed.until;
}

function isAt({ at }: Guard, field: Field): boolean {
  return at !== null && isSame(at, field);
}

function isSame(one: Field, other: Field): boolean {
  return one.pane === other.pane && one.channel === other.channel;
}

function keyOf({ pane, channel }: Field): string {
  return `${pane} ${channel}`;
}
