/** Others who speak from elsewhere without a pause, each in some channels. */
import { randomUUID } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import type { Chance } from '../../../faults/chance.ts';
import type { Acknowledged, Said } from '../../../faults/check/said.ts';
import { type ChannelId, EventId } from '../../../shared/model.ts';
import type { Speaker } from '../../fixtures/speaker.ts';

/** Between two messages of one speaker (ms). */
const REST_MS = { least: 60, most: 240 };

export type Voice = { number: number; speaker: Speaker; channels: readonly ChannelId[]; chance: Chance };

export class Crowd {
  readonly said: Said[] = [];
  readonly acknowledged: Acknowledged[] = [];
  readonly #voices: readonly Voice[];
  #over = false;
  #running: Promise<unknown> = Promise.resolve();

  constructor(voices: readonly Voice[]) {
    this.#voices = voices;
  }

  begin(): void {
    this.#over = false;
    this.#running = Promise.all(this.#voices.map((voice) => this.#speak(voice)));
  }

  /** Resolves when everything said is acknowledged. */
  async stop(): Promise<void> {
    this.#over = true;
    await this.#running;
  }

  async #speak({ number, speaker, channels, chance }: Voice): Promise<void> {
    while (!this.#over) {
      const channel = chance.pick(channels);
      const text = `${this.said.length} said by ${speaker.me.handle}.`;
      const one: Said = { client: number, channel, text, durable: false };
      this.said.push(one);
      const id = EventId.parse(randomUUID());
      const { seq } = await speaker.call('send', { channel, id, body: { text } });
      one.durable = true;
      this.acknowledged.push({ id, channel, seq });
      await setTimeout(chance.between(REST_MS.least, REST_MS.most));
    }
  }
}
