/**
 * What is known of the other gateways: which are there, and how many connections people have at them. Pure but for what it
 * remembers; times are given (ms).
 */
import type { PersonId } from '../../shared/model.ts';
import type { Count } from './bus.ts';

/** A gateway that has said nothing for this long is gone, and so are the connections at it. */
export const SILENT_MS = 10_000;

export class Peers {
  readonly #nodes = new Map<string, { heardAt: number; counts: Map<PersonId, number> }>();

  /** Takes note that a gateway is there. Answers whether it was not known: then its roll is to be asked for. */
  heard(node: string, now: number): boolean {
    const known = this.#nodes.get(node);
    if (known) known.heardAt = now;
    else this.#nodes.set(node, { heardAt: now, counts: new Map() });
    return known === undefined;
  }

  /** Takes over counts. `roll`: they are all that it has. Answers the people whose total may be another now. */
  count(node: string, counts: readonly Count[], roll: boolean): Set<PersonId> {
    const own = this.#nodes.get(node)?.counts;
    if (!own) return new Set();
    const changed = new Set(roll ? own.keys() : []);
    if (roll) own.clear();
    for (const [person, connections] of counts) {
      changed.add(person);
      if (connections > 0) own.set(person, connections);
      else own.delete(person);
    }
    return changed;
  }

  /** Forgets the gateways that have been silent for too long. Answers the people who had connections there. */
  sweep(now: number): Set<PersonId> {
    const lost = new Set<PersonId>();
    for (const [node, { heardAt, counts }] of this.#nodes) {
      if (now - heardAt <= SILENT_MS) continue;
      this.#nodes.delete(node);
      for (const person of counts.keys()) lost.add(person);
    }
    return lost;
  }

  /** A person's connections at all of them. */
  total(person: PersonId): number {
    let total = 0;
    for (const { counts } of this.#nodes.values()) total += counts.get(person) ?? 0;
    return total;
  }

  /** How many there are. */
  size(): number {
    return this.#nodes.size;
  }
}
