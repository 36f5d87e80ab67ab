/** One frame as it is judged: who saw it and when, what they might see then, and what was found. */
import type { ChannelId, PersonId } from '../../../shared/model.ts';
import type { Tally } from '../fuzz/tally.ts';
import type { Captured } from './capture.ts';
import type { LogRecord } from './log-record.ts';
import type { World } from './plant.ts';
import type { Sight, Sights } from './sight.ts';
import type { Moment } from './timeline.ts';
import type { Whereabouts } from './whereabouts.ts';

/** What is so in a world, for all its frames. */
export type Truth = {
  world: World;
  moments: readonly Moment[];
  sights: Sights;
  record: LogRecord;
  whereabouts: Whereabouts;
  /** Where each person's read cursors have been set by asking, by `cursorKey`. */
  cursors: ReadonlyMap<string, ReadonlySet<number>>;
};

export function cursorKey(person: PersonId, channel: ChannelId): string {
  return `${person} ${channel}`;
}

export class Seen {
  readonly truth: Truth;
  readonly viewer: PersonId;
  readonly frame: Captured;
  /** What the viewer may see: in one state, or while something changes in two. The last is what holds from then on. */
  readonly sights: readonly Sight[];
  readonly findings: string[] = [];
  readonly #tally: Tally;

  constructor(truth: Truth, viewer: PersonId, frame: Captured, tally: Tally) {
    this.truth = truth;
    this.viewer = viewer;
    this.frame = frame;
    this.sights = frame.moment.states.map((state) => truth.sights.of(state, viewer));
    this.#tally = tally;
  }

  /** Exactly one state holds. */
  get isQuiet(): boolean {
    return this.sights.length === 1;
  }

  /** Says what is wrong unless it is so. */
  demand(isSo: boolean, sentence: string): void {
    if (!isSo) this.findings.push(sentence);
  }

  /** Something that the viewer may see, and rightly got. */
  rightly(what: string): void {
    if (this.findings.length === 0) this.#tally.add(`seen ${what}`);
  }

  any(look: (sight: Sight) => boolean): boolean {
    return this.sights.some(look);
  }

  reads(channel: ChannelId): boolean {
    return this.any((sight) => sight.reads.has(channel));
  }

  finds(channel: ChannelId): boolean {
    return this.any((sight) => sight.finds.has(channel));
  }

  knows(person: PersonId): boolean {
    return this.any((sight) => sight.knows.has(person));
  }

  /** Whether the person is named in a log that the viewer reads. */
  readsOf(person: PersonId): boolean {
    const { record } = this.truth;
    return this.any((sight) => [...sight.reads.keys()].some((channel) => this.#isThere(record.naming(channel, person))));
  }

  /**
   * Whether the viewer may hear of the channel up to this event: all of it as a member; after leaving what was said until then,
   * which may still have been under way.
   */
  hears(channel: ChannelId, seq: number): boolean {
    if (this.sights.at(-1)?.reads.has(channel)) return true;
    const leaving = this.truth.record.leaving(channel, this.viewer, { from: 0, to: this.frame.at });
    // Taken out by a tool, or the account closed: nothing in the log says when.
    const isLeaving = this.reads(channel) && (leaving === undefined || leaving.at < this.frame.moment.from);
    return isLeaving || (leaving !== undefined && seq <= leaving.seq);
  }

  /** Whether the log goes so far already, and holds so many messages up to there. */
  isPlace(channel: ChannelId, seq: number, count: number): boolean {
    const event = this.truth.record.at(channel, seq);
    return this.truth.record.countAt(channel, seq) === count && (seq === 0 || this.#isThere(event));
  }

  #isThere(event: { at: number } | undefined): boolean {
    return event !== undefined && event.at <= this.frame.at;
  }
}
