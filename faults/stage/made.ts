/** What has been made so far, to be unmade in the reverse order: at the end, and also when a run is told to stop half-way. */
type Unmake = () => Promise<unknown>;

const standing = new Set<Made>();

export class Made {
  readonly #steps: Unmake[] = [];

  constructor() {
    standing.add(this);
  }

  /** How to unmake what was just made. */
  later(unmake: Unmake): void {
    this.#steps.push(unmake);
  }

  /** Unmakes it all; what cannot be unmade does not keep the rest from it, and is told at the end. */
  async unmake(): Promise<void> {
    standing.delete(this);
    const failures: unknown[] = [];
    for (let step = this.#steps.pop(); step; step = this.#steps.pop()) {
      await step().catch((error: unknown) => failures.push(error));
    }
    if (failures.length > 0) throw new AggregateError(failures, 'Something of a run was left behind.');
  }
}

/** Unmakes everything that stands. */
export async function unmakeAll(): Promise<void> {
  await Promise.all([...standing].map((made) => made.unmake()));
}
