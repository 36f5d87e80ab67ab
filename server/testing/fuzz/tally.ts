/** Counts by name, for assertions and for a table at the end. */
export class Tally {
  readonly #counts = new Map<string, number>();

  add(name: string, times = 1): void {
    this.#counts.set(name, this.of(name) + times);
  }

  /** Keeps the largest figure of this name. */
  most(name: string, figure: number): void {
    this.#counts.set(name, Math.max(this.of(name), Math.round(figure)));
  }

  of(name: string): number {
    return this.#counts.get(name) ?? 0;
  }

  /** The sum of all whose name begins so. */
  from(beginning: string): number {
    let sum = 0;
    for (const [name, count] of this.#counts) if (name.startsWith(beginning)) sum += count;
    return sum;
  }

  table(): string {
    return [...this.#counts]
      .sort(([one], [other]) => one.localeCompare(other))
      .map(([name, count]) => `${String(count).padStart(9)}  ${name}`)
      .join('\n');
  }
}
