/**
 * Words by which whatever they stand in is known again, wherever it turns up: each bears its kind, its world and a number of its
 * own. Everything in a world that has words bears one.
 */
const letters = { name: 'n', handle: 'h', title: 'i', firm: 'f', channel: 'c', topic: 't', text: 'x', note: 'o' } as const;

export type MarkKind = keyof typeof letters;

export class Marks {
  readonly #world: number;
  #made = 0;

  constructor(world: number) {
    this.#world = world;
  }

  next(kind: MarkKind): string {
    return `zq${letters[kind]}${this.#world}x${this.#made++}q`;
  }
}

const known = /zq[a-z]\d+x\d+q|world-\d+-[ab]|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/gi;

/** Every mark, every id and every tenant of a world in a text, each once. */
export function tokensIn(text: string): Set<string> {
  return new Set(Array.from(text.matchAll(known), ([token]) => token.toLowerCase()));
}
