/**
 * One connection of a viewer, over a raw wire: whatever the server sends over it is kept, as it came, with the moment in which it
 * came. It asks as a client does, and knows what it has heard so far, so that one can wait for what has to come.
 */
import { setTimeout as wait } from 'node:timers/promises';
import { type Result, resultOf } from '../../../shared/errors.ts';
import type { ChannelEvents } from '../../../shared/events.ts';
import type { ChannelId, Person, PersonId, Presence } from '../../../shared/model.ts';
import { type CallInput, type CallName, type CallOutput, calls, pushes } from '../../../shared/protocol.ts';
import { z } from '../../../shared/schema.ts';
import { RawPeer } from '../fuzz/raw-peer.ts';
import type { Asked, Capture, Captured } from './capture.ts';
import type { Timeline } from './timeline.ts';

/** Far longer than anything takes: what has not come by then does not come. */
const DEADLINE_MS = 30_000;
const LOOK_EVERY_MS = 5;

const Envelope = resultOf(z.unknown());
const outputs: { [N in CallName]: { output: { parse(value: unknown): CallOutput<N> } } } = calls;

/** What came of a question: the frame, and what it says; nothing when the connection ended instead. */
export type Answer<N extends CallName> = { text: string; result: Result<CallOutput<N>> };

export class Viewer {
  readonly person: Person;
  readonly capture: Capture;
  /** Ids of the events that it has heard, live or by asking. */
  readonly heard = new Set<string>();
  /** Channels of which it was told that it is no longer a member. */
  readonly gone = new Set<ChannelId>();
  /** What it was told last of each person that it watches. */
  readonly watched = new Map<PersonId, Presence>();
  /** The refresh token of its session, when it was begun over HTTP. */
  session: string | undefined;
  readonly #timeline: Timeline;
  /** What it asked for, by the number that the wire gives to each call and its answer. */
  readonly #asked = new Map<number, Asked>();
  #next = 1;
  #peer: RawPeer | undefined;

  private constructor(person: Person, timeline: Timeline) {
    this.person = person;
    this.#timeline = timeline;
    this.capture = { viewer: person.id, frames: [] };
  }

  /** Connects and syncs. */
  static async arrive(person: Person, url: string, token: string, timeline: Timeline): Promise<Viewer> {
    const viewer = new Viewer(person, timeline);
    viewer.#peer = await RawPeer.join(url, token, {
      onGreeting: (text) => viewer.#keep({ kind: 'greeting', text, ...viewer.#stamp() }),
      onFrame: (text, push) => viewer.#take(text, push),
    });
    await viewer.ok('sync', { cursors: {} });
    return viewer;
  }

  get isHere(): boolean {
    return this.#peer !== undefined && this.#peer.ended === undefined;
  }

  /** Asks; undefined when the connection ended before there was an answer. */
  async ask<N extends CallName>(call: N, input: CallInput<N>): Promise<Answer<N> | undefined> {
    this.#asked.set(this.#next++, { call, input, at: Date.now() });
    const outcome = await this.#peer?.call(call, input);
    if (!outcome || 'ended' in outcome) return undefined;
    const said = Envelope.parse(outcome.answer);
    if (!said.ok) return { text: outcome.text, result: said };
    return { text: outcome.text, result: { ok: true, value: outputs[call].output.parse(said.value) } };
  }

  /** Asks for what must not be refused. */
  async ok<N extends CallName>(call: N, input: CallInput<N>): Promise<CallOutput<N>> {
    const answer = await this.ask(call, input);
    if (!answer) throw new Error(`${this.person.handle}: ${call} was not answered, for the connection ended.`);
    if (!answer.result.ok) throw new Error(`${this.person.handle}: ${call} was refused (${answer.result.error.code}).`);
    return answer.result.value;
  }

  /** What comes after this was sent after it, too. */
  async barrier(): Promise<void> {
    await this.ask('people', { ids: [] });
  }

  /** Waits until `look` is so. */
  async until(what: string, look: () => boolean): Promise<void> {
    const deadline = Date.now() + DEADLINE_MS;
    while (!look()) {
      if (Date.now() > deadline) throw new Error(`${this.person.handle} waited in vain until ${what}.`);
      await wait(LOOK_EVERY_MS);
    }
  }

  close(): void {
    this.#peer?.close();
  }

  #stamp() {
    return { moment: this.#timeline.now, at: Date.now() };
  }

  #keep(frame: Captured): void {
    this.capture.frames.push(frame);
  }

  #take(text: string, push: { name: string; value: unknown } | undefined): void {
    if (push) {
      this.#keep({ kind: 'push', text, ...push, ...this.#stamp() });
      this.#hear(push.name, push.value);
    } else if (text.startsWith('43')) {
      const list = text.indexOf('[');
      const [answer]: unknown[] = JSON.parse(text.slice(list));
      const asked = this.#asked.get(Number(text.slice(2, list)));
      this.#keep({ kind: 'answer', text, answer, ...(asked && { asked }), ...this.#stamp() });
      // At once: a push that comes right after it may say more.
      if (asked) this.#learn(asked.call, Envelope.parse(answer));
    } else this.#keep({ kind: 'other', text, ...this.#stamp() });
  }

  #hear(name: string, value: unknown): void {
    if (name === 'events') this.#hearRun(pushes.events.parse(value));
    if (name === 'gone') this.gone.add(pushes.gone.parse(value).channel);
    if (name === 'presence') this.#see(pushes.presence.parse(value).presences);
  }

  #hearRun({ events }: ChannelEvents): void {
    for (const { id } of events) this.heard.add(id);
  }

  #see(presences: readonly Presence[]): void {
    for (const presence of presences) this.watched.set(presence.person, presence);
  }

  #learn(call: CallName, result: Result<unknown>): void {
    if (!result.ok) return;
    const { value } = result;
    if (call === 'sync') for (const run of calls.sync.output.parse(value).missed) this.#hearRun(run);
    if (call === 'watch') {
      this.watched.clear();
      this.#see(calls.watch.output.parse(value).presences);
    }
  }
}
