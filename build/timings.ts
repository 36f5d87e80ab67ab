/** How long each step of a start took. */
export class Timings {
  readonly #begun = performance.now();
  readonly #steps: { step: string; milliseconds: number }[] = [];

  /** Notes how long a promise took, and passes its value on. */
  async time<T>(step: string, work: Promise<T>): Promise<T> {
    const begun = performance.now();
    const value = await work;
    this.note(step, performance.now() - begun);
    return value;
  }

  note(step: string, milliseconds: number): void {
    this.#steps.push({ step, milliseconds });
  }

  /** The steps (some ran side by side) and the time since the program began, in seconds. */
  table(): string {
    const width = Math.max(...this.#steps.map(({ step }) => step.length), 8);
    const rows = [...this.#steps, { step: 'in all', milliseconds: performance.now() - this.#begun + performanceBefore() }];
    return rows
      .map(({ step, milliseconds }) => `  ${step.padEnd(width)}  ${(milliseconds / 1000).toFixed(2).padStart(6)} s`)
      .join('\n');
  }
}

/** Milliseconds between the start of this process and the first module's code. */
function performanceBefore(): number {
  return performance.nodeTiming.loopStart > 0 ? performance.nodeTiming.loopStart : performance.nodeTiming.bootstrapComplete;
}
