/** What people have said of their being there, and when that may have changed: what a presence in a frame may say. */
import type { ChosenStatus, PersonId, Presence } from '../../../shared/model.ts';
import type { Span } from './state.ts';

export class Whereabouts {
  readonly #said = new Map<PersonId, { statuses: Set<Presence['status']>; notes: Set<string>; moves: Span[] }>();

  /** They came or went in this span; the server may notice a little later. */
  moved(person: PersonId, span: Span): void {
    this.#of(person).moves.push(span);
  }

  /** They say so from now on. */
  says(person: PersonId, status: ChosenStatus | undefined, note: string | undefined): void {
    if (status !== undefined) this.#of(person).statuses.add(status);
    if (note !== undefined) this.#of(person).notes.add(note);
  }

  /** Whether the person could be said to be so. */
  couldBe({ person, status, note, since }: Presence): boolean {
    const { statuses, notes, moves } = this.#of(person);
    const isSaid = statuses.has(status) && (note === undefined || notes.has(note));
    return isSaid && (since === undefined || moves.some(({ from, to }) => since >= from && since <= to));
  }

  /** Every note, and whose it is. */
  notes(): Map<string, PersonId> {
    return new Map(
      [...this.#said].flatMap(([person, { notes }]) => [...notes].map((note): [string, PersonId] => [note, person])),
    );
  }

  #of(person: PersonId) {
    let said = this.#said.get(person);
    if (!said) {
      said = { statuses: new Set(['available', 'offline']), notes: new Set(), moves: [] };
      this.#said.set(person, said);
    }
    return said;
  }
}
