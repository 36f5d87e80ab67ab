/**
 * Life in one world: everybody connects and looks on; in each round something changes in who may see what, while people speak and
 * ask; then, while nothing changes, they speak, ask, and try to find out what they may not see, and wait until all that is theirs
 * has arrived.
 */
import { v7 } from 'uuid';
import { type ChannelId, EventId, type PersonId } from '../../../shared/model.ts';
import type { Tally } from '../fuzz/tally.ts';
import type { Capture } from './capture.ts';
import { Chance } from './chance.ts';
import { planChange } from './changes.ts';
import type { World } from './plant.ts';
import { choosePresence } from './presences.ts';
import { probe, probeSync } from './probes.ts';
import { Sights } from './sight.ts';
import { talk } from './talk.ts';
import { Timeline } from './timeline.ts';
import { Viewer } from './viewer.ts';
import { Whereabouts } from './whereabouts.ts';
import { wonder } from './wonder.ts';

/** A server, and how one comes to be let in. */
export type Way = {
  url: string;
  tokenFor(person: PersonId): Promise<string>;
  ticketFor(person: PersonId): Promise<string>;
  /** Closes an account, as a tool beside the server does. */
  close(person: PersonId): Promise<void>;
  /** Ends a membership, as a tool beside the server does. */
  remove(channel: ChannelId, person: PersonId): Promise<void>;
};

/** A message that was accepted: those who were members all the time have to hear it. */
export type Said = { id: EventId; channel: ChannelId };

/** So often everyone asks during one change. */
const MOST_QUESTIONS = 3;

/** After so long (ms) the server knows for certain that a connection has ended. */
const NOTICED_MS = 5_000;

export class Life {
  readonly world: World;
  readonly way: Way;
  readonly chance: Chance;
  /** For what is asked: how often depends on how long things take, and is to change nothing else. */
  readonly curiosity: Chance;
  readonly tally: Tally;
  readonly timeline: Timeline;
  readonly sights: Sights;
  readonly whereabouts = new Whereabouts();
  /** What was said in this round. */
  said: Said[] = [];
  /** What was found to be wrong while it lived. */
  readonly findings: string[] = [];
  /** Sent over HTTP. */
  readonly visits: Capture[] = [];
  readonly #viewers: Viewer[] = [];
  /** Who was ever a member of a channel: they may be named in its log. */
  readonly #ever = new Map<ChannelId, Set<PersonId>>();

  constructor(parts: { world: World; way: Way; seed: number; tally: Tally }) {
    this.world = parts.world;
    this.way = parts.way;
    this.chance = new Chance(parts.seed);
    this.curiosity = new Chance(parts.seed + 1);
    this.tally = parts.tally;
    this.timeline = new Timeline(parts.world.start);
    this.sights = new Sights(parts.world);
    this.#remember();
  }

  /** Everything that was sent to anybody. */
  get captures(): Capture[] {
    return [...this.#viewers.map(({ capture }) => capture), ...this.visits];
  }

  /** The connections that are open. */
  get here(): Viewer[] {
    return this.#viewers.filter((viewer) => viewer.isHere);
  }

  sightOf(person: PersonId) {
    return this.sights.of(this.timeline.state, person);
  }

  /** Whether the person could be named in what the viewer reads. */
  mayBeNamed(viewer: PersonId, person: PersonId): boolean {
    return [...this.sightOf(viewer).reads.keys()].some((channel) => this.#ever.get(channel)?.has(person));
  }

  newId(): EventId {
    return EventId.parse(v7());
  }

  async arrive(person: World['viewers'][number], token?: string): Promise<Viewer> {
    const from = Date.now();
    // The server knows of it before the one who arrives does.
    this.whereabouts.moved(person.id, { from, to: from + NOTICED_MS });
    const viewer = await Viewer.arrive(person, this.way.url, token ?? (await this.way.tokenFor(person.id)), this.timeline);
    this.#viewers.push(viewer);
    return viewer;
  }

  /** The person's connections are about to end. */
  leaving(person: PersonId): void {
    const from = Date.now();
    this.whereabouts.moved(person, { from, to: from + NOTICED_MS });
  }

  async live(rounds: number): Promise<void> {
    await Promise.all(this.world.viewers.map((person) => this.arrive(person)));
    await this.#settled();
    this.timeline.quiet();
    await Promise.all([wonder(this, 'watch'), talk(this, 1)]);
    for (let round = 0; round < rounds; round++) {
      await this.#change();
      await this.#rest();
    }
    for (const viewer of this.here) viewer.close();
  }

  async #change(): Promise<void> {
    const change = planChange(this);
    this.said = [];
    this.timeline.changing();
    const changing = change.act();
    const [after] = await Promise.all([changing, talk(this, 2), this.#wonderUntil(changing)]);
    this.timeline.changed(after);
    this.tally.add(`change ${change.kind}`);
    this.#remember(after);
    await this.#settled();
    await this.#arrived();
    this.timeline.quiet();
  }

  /** Asks on while something changes: what is half done must not be seen either. */
  async #wonderUntil(changing: Promise<unknown>): Promise<void> {
    let isDone = false;
    const done = () => {
      isDone = true;
    };
    changing.then(done, done);
    for (let times = 0; times < MOST_QUESTIONS && !isDone; times++) await wonder(this);
  }

  async #rest(): Promise<void> {
    this.said = [];
    await Promise.all([talk(this, 1), choosePresence(this), wonder(this), probe(this)]);
    await this.#arrived();
    await this.#settled();
    await probeSync(this);
  }

  /** What was sent until now has come. */
  async #settled(): Promise<void> {
    await Promise.all(this.here.map((viewer) => viewer.barrier()));
  }

  /** Whoever was a member all the time has heard everything. */
  async #arrived(): Promise<void> {
    const states = this.timeline.now.states;
    for (const viewer of this.here) {
      const expected = this.said.filter(({ channel }) =>
        states.every((state) => this.sights.of(state, viewer.person.id).reads.has(channel)),
      );
      const all = () => expected.every(({ id }) => viewer.heard.has(id));
      await viewer.until(`what was said in its channels has come (world ${this.world.nth})`, () => !viewer.isHere || all());
      this.tally.add('messages awaited', expected.length);
    }
  }

  #remember(state = this.timeline.state): void {
    for (const [channel, { members }] of state.places) {
      const known = this.#ever.get(channel) ?? new Set();
      for (const person of members.keys()) known.add(person);
      this.#ever.set(channel, known);
    }
  }
}
