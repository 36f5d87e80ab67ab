/**
 * The person at the desk, as far as one pane is concerned: writes message after message into its composer, and goes on with the
 * next when one has been taken. When the window went meanwhile, looks what came back: the message, or its text to be sent again.
 */
import { setTimeout } from 'node:timers/promises';
import type { Chance } from '../../../faults/chance.ts';
import type { Said } from '../../../faults/check/said.ts';
import { eventually } from '../../../faults/eventually.ts';
import type { ChannelId } from '../../../shared/model.ts';
import { type Desk, PATIENCE_MS } from './desk.ts';
import { enter, write } from './page.ts';

/** Between two messages, and between the last key and Enter (ms): some are sent before their draft is stored, some after. */
const REST_MS = 300;
const HESITATION_MS = 400;

export type HandOptions = { desk: Desk; number: number; window: string; channel: ChannelId; chance: Chance };

export class Hand {
  readonly said: Said[] = [];
  /** What was never answered, in words. */
  readonly troubles: string[] = [];
  /** What came back as a message and as a text to be sent again, in words. */
  readonly doubled: string[] = [];
  readonly #options: HandOptions;
  #over = false;
  #running: Promise<void> = Promise.resolve();

  constructor(options: HandOptions) {
    this.#options = options;
  }

  begin(): void {
    this.#over = false;
    this.#running = this.#run();
  }

  /** Resolves when the message that is being written has been taken, or is known not to have been. */
  async stop(): Promise<void> {
    this.#over = true;
    await this.#running;
  }

  /** Whether a message that was begun from now on is taken before the deadline. */
  takesMore(): Promise<boolean> {
    const from = this.said.length;
    return eventually(() => this.said.slice(from).some(({ durable }) => durable), PATIENCE_MS);
  }

  async #run(): Promise<void> {
    const { chance, window, desk } = this.#options;
    while (!this.#over) {
      const end = await desk.inTurn(window, () => {
        const late = setTimeout(PATIENCE_MS, 'late' as const, { ref: false });
        return Promise.race([this.#sayOne(), late]);
      });
      if (end === 'late') {
        this.troubles.push(`a message written in the window ${window} was never taken: "${this.said.at(-1)?.text}"`);
        return;
      }
      await setTimeout(chance.between(0, REST_MS));
    }
  }

  async #sayOne(): Promise<void> {
    const { desk, number, window, channel, chance } = this.#options;
    await desk.untilUp(window);
    const words = 'and so on '.repeat(chance.between(0, 6));
    const one: Said = {
      client: number,
      channel,
      text: `${this.said.length} written by hand ${number} ${words}.`,
      durable: false,
    };
    this.said.push(one);
    await desk.ask(window, write, { channel, text: one.text });
    await setTimeout(chance.between(0, HESITATION_MS));
    for (;;) {
      one.durable = (await desk.ask(window, enter, { channel, text: one.text })) ?? false;
      if (one.durable) return;
      // The window went. Either the message came back, or its text, or neither: then it had not been stored.
      await desk.untilUp(window);
      const pane = (await desk.panes(window))?.find((each) => each.channel === channel);
      if (pane === undefined) continue;
      one.durable = pane.shown.some(({ text }) => text.startsWith(one.text));
      const isUnsent = pane.composer === one.text;
      if (one.durable && isUnsent) this.doubled.push(`"${one.text}" has been taken, and stands in the composer again`);
      if (one.durable || !isUnsent) return;
    }
  }
}
