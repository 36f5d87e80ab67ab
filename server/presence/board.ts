/**
 * Who is there, who watches whom, and what each watcher was told last. Changes gather for a moment and go out together, each
 * watcher being told only what is new to them and only what they may see.
 */
import type { AutomaticStatus, ChosenStatus, PersonId, Presence } from '../../shared/model.ts';
import { absent, afterLeaving, type PresenceState, presenceFor, samePresence, statusOf } from './presence-of.ts';

/** A connection, as far as presence is concerned. */
export interface Watcher {
  readonly person: PersonId;
  tell(name: 'presence', push: { presences: Presence[] }): void;
}

export type BoardParts = {
  /** Policy: whether the viewer may see this person's presence. */
  maySee: (viewer: PersonId, person: PersonId) => boolean;
  now?: () => number;
  /** How long changes gather (ms). */
  gatherMs?: number;
};

const GATHER_MS = 200;

export class PresenceBoard {
  readonly #parts: BoardParts;
  readonly #now: () => number;
  readonly #states = new Map<PersonId, PresenceState>();
  /** person -> who watches them. */
  readonly #watchers = new Map<PersonId, Set<Watcher>>();
  /** watcher -> whom they watch, and what they were told last. */
  readonly #told = new Map<Watcher, Map<PersonId, Presence>>();
  readonly #changed = new Set<PersonId>();
  /** Watchers whose view changed as a whole: a membership came or went. */
  readonly #reviewed = new Set<Watcher>();
  #timer: NodeJS.Timeout | undefined;

  constructor(parts: BoardParts) {
    this.#parts = parts;
    this.#now = parts.now ?? Date.now;
  }

  /** What was chosen before the server was started, or at another gateway: it has been so since then. */
  restore(
    person: PersonId,
    chosen: ChosenStatus | null,
    note: string | null,
    since: number,
    automatic: AutomaticStatus | null = null,
  ): void {
    const before = this.#state(person);
    const state = { ...before, chosen, automatic, note, since };
    this.#states.set(person, state);
    if (isNews(before, state)) this.#news(person);
  }

  arrived(person: PersonId): void {
    const state = this.#state(person);
    this.#change(person, { ...state, here: state.here + 1 });
  }

  /** How many connections the person has at other gateways now. */
  elsewhere(person: PersonId, connections: number): void {
    this.#change(person, { ...this.#state(person), elsewhere: connections });
  }

  departed(watcher: Watcher): void {
    this.unwatch(watcher);
    const state = this.#state(watcher.person);
    this.#change(watcher.person, { ...state, here: Math.max(0, state.here - 1) });
  }

  /** Sets what a person chose, and what a computer says in place of it; null is nothing. Answers since when. */
  choose(person: PersonId, chosen: ChosenStatus | null, note: string | null, automatic: AutomaticStatus | null = null): number {
    const state = this.#state(person);
    return this.#change(person, { ...state, chosen, automatic, note }).since;
  }

  /** Those connected here of whom a computer says something in place of what they chose. */
  *spokenFor(): Iterable<
    readonly [PersonId, Pick<PresenceState, 'automatic' | 'note' | 'since'> & { status: PresenceState['chosen'] }]
  > {
    for (const [person, { here, chosen, automatic, note, since }] of this.#states)
      if (here > 0 && automatic !== null) yield [person, { status: chosen, automatic, note, since }];
  }

  /** Watches these people instead of those before. Answers what the watcher may see of each, in the same order. */
  watch(watcher: Watcher, people: readonly PersonId[]): Presence[] {
    this.unwatch(watcher);
    const told = new Map<PersonId, Presence>();
    for (const person of people) {
      told.set(person, this.seenBy(watcher.person, person));
      const watchers = this.#watchers.get(person);
      if (watchers) watchers.add(watcher);
      else this.#watchers.set(person, new Set([watcher]));
    }
    this.#told.set(watcher, told);
    return [...told.values()];
  }

  unwatch(watcher: Watcher): void {
    for (const person of this.#told.get(watcher)?.keys() ?? []) {
      const watchers = this.#watchers.get(person);
      watchers?.delete(watcher);
      if (watchers?.size === 0) this.#watchers.delete(person);
    }
    this.#told.delete(watcher);
    this.#reviewed.delete(watcher);
  }

  /** One person's presence as a viewer may see it. */
  seenBy(viewer: PersonId, person: PersonId): Presence {
    return presenceFor(viewer, person, this.#state(person), this.#parts.maySee(viewer, person));
  }

  /** Who may see this person, and whom the person may see, has changed. */
  visibilityChanged(person: PersonId, connections: Iterable<Watcher>): void {
    this.#changed.add(person);
    for (const watcher of connections) if (this.#told.has(watcher)) this.#reviewed.add(watcher);
    this.#gather();
  }

  /** Tells all that has gathered, now. */
  flush(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const news = new Map<Watcher, Set<PersonId>>();
    for (const person of this.#changed) {
      for (const watcher of this.#watchers.get(person) ?? []) {
        const known = news.get(watcher);
        if (known) known.add(person);
        else news.set(watcher, new Set([person]));
      }
    }
    for (const watcher of this.#reviewed) news.set(watcher, new Set(this.#told.get(watcher)?.keys()));
    this.#changed.clear();
    this.#reviewed.clear();
    for (const [watcher, people] of news) this.#tell(watcher, people);
  }

  /** Stops what waits. */
  close(): void {
    clearTimeout(this.#timer);
  }

  #tell(watcher: Watcher, people: Iterable<PersonId>): void {
    const told = this.#told.get(watcher);
    if (!told) return;
    const presences: Presence[] = [];
    for (const person of people) {
      const before = told.get(person);
      const after = this.seenBy(watcher.person, person);
      if (before && samePresence(before, after)) continue;
      told.set(person, after);
      presences.push(after);
    }
    if (presences.length > 0) watcher.tell('presence', { presences });
  }

  #state(person: PersonId): PresenceState {
    return this.#states.get(person) ?? absent;
  }

  #change(person: PersonId, wanted: PresenceState): PresenceState {
    const before = this.#state(person);
    const next = afterLeaving(wanted);
    const moved = statusOf(before) !== statusOf(next);
    const state = moved ? { ...next, since: this.#now() } : next;
    this.#states.set(person, state);
    if (isNews(before, state)) this.#news(person);
    return state;
  }

  #news(person: PersonId): void {
    this.#changed.add(person);
    this.#gather();
  }

  #gather(): void {
    this.#timer ??= setTimeout(() => this.flush(), this.#parts.gatherMs ?? GATHER_MS);
  }
}

/** Whether anyone may have to be told. */
function isNews(before: PresenceState, after: PresenceState): boolean {
  return (
    statusOf(before) !== statusOf(after) ||
    before.note !== after.note ||
    before.automatic !== after.automatic ||
    before.chosen !== after.chosen
  );
}
