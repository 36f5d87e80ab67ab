import { expect, type Locator } from '@playwright/test';

type Report = { seen: number; disorder: string[] };
type Watched = { index: Map<string, number>; seen: Set<number>; disorder: string[] };

/**
 * Watches a timeline while somebody scrolls through it: which of the expected messages were shown, and whether each time the
 * rows on screen were neighbours in the log, in its order, each once.
 */
export class ScrollWitness {
  readonly #timeline: Locator;
  readonly #expected: number;
  private constructor(timeline: Locator, expected: number) {
    this.#timeline = timeline;
    this.#expected = expected;
  }

  /** `expected`: the ids of the messages in the log's order. */
  static async watch(timeline: Locator, expected: readonly string[]): Promise<ScrollWitness> {
    await timeline.evaluate((feed, ids) => {
      const watched: Watched = { index: new Map(ids.map((id, at) => [id, at])), seen: new Set(), disorder: [] };
      Object.assign(window, { watched });
      const look = (): void => {
        let before: number | undefined;
        for (const row of feed.querySelectorAll('[data-row]')) {
          const id = row.getAttribute('data-row')?.split(' ')[1] ?? '';
          const at = watched.index.get(id);
          if (at === undefined) continue;
          if (before !== undefined && at !== before + 1) watched.disorder.push(`message ${at} after ${before}`);
          watched.seen.add(at);
          before = at;
        }
        requestAnimationFrame(look);
      };
      look();
    }, expected);
    return new ScrollWitness(timeline, expected.length);
  }

  async report(): Promise<Report> {
    return this.#timeline.evaluate(() => {
      const { watched } = window as unknown as { watched: Watched };
      return { seen: watched.seen.size, disorder: watched.disorder.slice(0, 10) };
    });
  }

  /** Scrolls by `step` until every expected message was shown; gives up when nothing new has come for a long time. */
  async untilSeenAll(step: () => Promise<void>): Promise<void> {
    let { seen } = await this.report();
    while (seen < this.#expected) {
      const before = seen;
      const something = async (): Promise<number> => {
        for (let press = 0; press < 5; press++) {
          await step();
          await this.#timeline.evaluate(
            () => new Promise((painted) => requestAnimationFrame(() => requestAnimationFrame(painted))),
          );
        }
        return (await this.report()).seen;
      };
      await expect
        .poll(something, { message: 'something new to be shown', timeout: 30_000, intervals: [0] })
        .toBeGreaterThan(before);
      ({ seen } = await this.report());
    }
  }
}
