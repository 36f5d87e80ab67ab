/**
 * Plays a sample live, at the pace at which it was written.
 *
 * What comes after the opening time is said once; then, after a pause, it is said again from the opening on, for as long as
 * nobody stops it: a demonstration must not fall silent. Who starts it again hears it go on where it stopped: a line has the same id
 * each time, one for each round of the day, and what is in the log already was said.
 */
import { setTimeout as wait } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { ChannelId, EventId, PersonId } from '../../shared/model.ts';
import { eventIdOf } from '../handlers/derived-id.ts';
import type { Sample } from './cast.ts';
import { bodyOf, type Loaded } from './load-sample.ts';
import type { ScriptLine } from './script.ts';
import type { Speakers } from './speakers.ts';

/** A line in the order of the day, and the channel it belongs to. */
export type Cue = ScriptLine & { channel: string };

const PAUSE_SECONDS = 90;

/** What is said after the opening time, in order. Pure. */
export function cuesOf({ scripts, opensAt }: Sample): Cue[] {
  return [...scripts]
    .flatMap(([channel, lines]) => lines.map((line) => ({ ...line, channel })))
    .filter((cue) => cue.at >= opensAt)
    .sort((one, other) => one.at - other.at);
}

/** A line's event in the log, once it is said. */
export type Said = { channel: ChannelId; actor: PersonId; id: EventId };

export type PlayParts = {
  sample: Sample;
  loaded: Loaded;
  speakers: Speakers;
  /** Which of these are in the log. */
  areSaid(events: readonly Said[]): Promise<boolean[]>;
  log: Logger;
  speed: number;
  signal: AbortSignal;
};

/** A cue by its number, in a round of the day; both from 0. */
export type Place = { round: number; cue: number };

/** Where to go on: behind the last cue that was said. `areSaid` answers for the cues of a round, in order. */
export async function placeAfter(areSaid: (round: number) => Promise<boolean[]>): Promise<Place> {
  for (let round = 0; ; round++) {
    const said = await areSaid(round);
    const cue = said.lastIndexOf(true) + 1;
    if (cue < said.length) return { round, cue };
  }
}

/** Plays until the signal is aborted. A line that is refused or lost is logged and passed over. */
export async function playSample({ sample, loaded, speakers, areSaid, log, speed, signal }: PlayParts): Promise<void> {
  const cues = cuesOf(sample).flatMap((cue) => {
    const [actor, channel] = [loaded.people.get(cue.handle), loaded.channels.get(cue.channel)];
    return actor && channel ? [{ ...cue, actor, where: channel }] : [];
  });
  if (cues.length === 0) return;
  const saidBy = ({ channel, line, actor, where }: (typeof cues)[number], round: number): Said => ({
    channel: where,
    actor,
    id: eventIdOf('sample live', channel, String(line), String(round)),
  });
  /** What is being said in each channel: nobody speaks there before the one before has been heard. */
  const underWay = new Map<string, Promise<void>>();
  try {
    await everyoneAppears();
    const start = await placeAfter((round) => areSaid(cues.map((cue) => saidBy(cue, round))));
    for (let { round, cue: first } = start; ; round++, first = 0) {
      const began = performance.now();
      const opensAt = first === 0 ? sample.opensAt : (cues[first - 1]?.at ?? sample.opensAt);
      for (const cue of cues.slice(first)) {
        const due = began + ((cue.at - opensAt) * 1000) / speed;
        await wait(Math.max(0, due - performance.now()), undefined, { signal });
        const before = underWay.get(cue.channel) ?? Promise.resolve();
        underWay.set(
          cue.channel,
          before.then(() => say(cue, saidBy(cue, round))),
        );
      }
      await wait((PAUSE_SECONDS * 1000) / speed, undefined, { signal });
    }
  } catch (error) {
    if (!signal.aborted) throw error;
    await Promise.all(underWay.values());
  }

  /** Whoever has a part in the day is there from the start, but for the visitor, who comes in person. */
  async function everyoneAppears(): Promise<void> {
    const people = new Set([...sample.scripts.values()].flat().map((line) => line.handle));
    people.delete(sample.cast.you);
    const ids = [...people].flatMap((handle) => loaded.people.get(handle) ?? []);
    const appeared = await Promise.allSettled(ids.map((person) => speakers.appear(person)));
    for (const each of appeared) if (each.status === 'rejected') log.warn({ err: each.reason }, 'A speaker could not connect.');
  }

  async function say(cue: Cue, { actor, channel, id }: Said): Promise<void> {
    try {
      await speakers.say(actor, channel, id, bodyOf(cue, loaded.people));
    } catch (error) {
      log.warn({ err: error, channel: cue.channel, line: cue.line }, 'A line of the sample could not be said.');
    }
  }
}
