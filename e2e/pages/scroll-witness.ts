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
          const from = await this.#fromBottom();
          await step();
          await this.#rest(from);
        }
        return (await this.report()).seen;
      };
      await expect
        .poll(something, { message: 'something new to be shown', timeout: 30_000, intervals: [0] })
        .toBeGreaterThan(before);
      ({ seen } = await this.report());
    }
  }

  /** How far the view is from the end (px): what comes in above does not change it. */
  #fromBottom(): Promise<number> {
    return this.#timeline.evaluate((feed) => {
      const scroller = feed.parentElement ?? feed;
      return scroller.scrollHeight - scroller.scrollTop;
    });
  }

  /**
   * Resolves when the view has left `from` and rests. Two steps at once would pass over what lies between. At the beginning of
   * what is loaded nothing moves until more has come: then it is given up after a while, and the step made again.
   */
  async #rest(from: number): Promise<void> {
    await this.#timeline.evaluate(async (feed, before) => {
      const scroller = feed.parentElement ?? feed;
      const frame = () => new Promise(requestAnimationFrame);
      const now = () => scroller.scrollHeight - scroller.scrollTop;
      const patience = performance.now() + 500;
      while (Math.abs(now() - before) < 1 && performance.now() < patience) await frame();
      for (let last = now(), still = 0; still < 2; ) {
        await frame();
        still = now() === last ? still + 1 : 0;
        last = now();
      }
    }, from);
  }
}
