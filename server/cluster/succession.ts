/**
 * Whether something that a sender said has not arrived. Each sender numbers what it says from 1, without gaps; what it could not
 * say keeps its number, so that it is missed with the next that arrives. Pure but for what it remembers.
 */
export class Succession {
  readonly #last = new Map<string, number>();

  /** Takes note of a sender's message. `missing`: something between this one and the last is not there. */
  take(from: string, number: number): 'next' | 'missing' | 'repeated' {
    const last = this.#last.get(from);
    if (last !== undefined && number <= last) return 'repeated';
    this.#last.set(from, number);
    // Of a sender that is heard for the first time, what it said before concerned those who heard it then.
    return last === undefined || number === last + 1 ? 'next' : 'missing';
  }
}
