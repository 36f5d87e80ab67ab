/**
 * Plays a sample live, at the pace at which it was written.
 *
 * What comes after the opening time is said once; then, after a pause, it is said again from the opening on, for as long as
 * nobody stops it: a demonstration must not fall silent.
 */
import { setTimeout as wait } from 'node:timers/promises';
import type { Logger } from 'pino';
import { v7 } from 'uuid';
import { EventId } from '../../shared/model.ts';
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

export type PlayParts = { sample: Sample; loaded: Loaded; speakers: Speakers; log: Logger; speed: number; signal: AbortSignal };

/** Plays until the signal is aborted. A line that is refused or lost is logged and passed over. */
export async function playSample({ sample, loaded, speakers, log, speed, signal }: PlayParts): Promise<void> {
  const cues = cuesOf(sample);
  if (cues.length === 0) return;
  /** What is being said in each channel: nobody speaks there before the one before has been heard. */
  const underWay = new Map<string, Promise<void>>();
  try {
    await everyoneAppears();
    for (;;) {
      const began = performance.now();
      for (const cue of cues) {
        const due = began + ((cue.at - sample.opensAt) * 1000) / speed;
        await wait(Math.max(0, due - performance.now()), undefined, { signal });
        const before = underWay.get(cue.channel) ?? Promise.resolve();
        underWay.set(
          cue.channel,
          before.then(() => say(cue)),
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

  async function say(cue: Cue): Promise<void> {
    const person = loaded.people.get(cue.handle);
    const channel = loaded.channels.get(cue.channel);
    if (!person || !channel) return;
    try {
      await speakers.say(person, channel, EventId.parse(v7()), bodyOf(cue, loaded.people));
    } catch (error) {
      log.warn({ err: error, channel: cue.channel, line: cue.line }, 'A line of the sample could not be said.');
    }
  }
}
