/**
 * The moments of a world. In a quiet one exactly one state holds. While something changes the state before it or the one after
 * it may hold: the server has not yet said that it is done.
 */
import type { State } from './state.ts';

export type Moment = { states: readonly [State] | readonly [State, State]; from: number; to: number };

export class Timeline {
  readonly moments: Moment[] = [];
  #now: Moment;

  constructor(start: State) {
    this.#now = this.#begin(start);
  }

  get now(): Moment {
    return this.#now;
  }

  /** The state that holds; while something changes, the one before. */
  get state(): State {
    return this.#now.states[0];
  }

  /** Something begins to change. */
  changing(): void {
    this.#now = this.#begin(this.state);
  }

  /** It has: frames that came meanwhile may be of either state, those that come from `quiet` on of the new one alone. */
  changed(after: State): void {
    this.#now.states = [this.state, after];
  }

  quiet(): void {
    this.#now = this.#begin(this.#now.states[1] ?? this.state);
  }

  #begin(state: State): Moment {
    const from = Date.now();
    const last = this.moments.at(-1);
    if (last) last.to = from;
    const moment: Moment = { states: [state], from, to: Number.POSITIVE_INFINITY };
    this.moments.push(moment);
    return moment;
  }
}
