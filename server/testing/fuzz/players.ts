/**
 * Lets players make their cases, many at once on each connection, and judges every answer and every frame.
 */
import fc from 'fast-check';
import { Problem, resultOf } from '../../../shared/errors.ts';
import type { Person } from '../../../shared/model.ts';
import { type CallName, callNames, calls, type PushName, pushes, pushNames } from '../../../shared/protocol.ts';
import { z } from '../../../shared/schema.ts';
import type { Vocabulary } from './arbitrary-of.ts';
import { type CallCase, callCases, isRight } from './call-cases.ts';
import { insideIn, leakIn } from './leaks.ts';
import { type Outcome, RawPeer } from './raw-peer.ts';
import type { Tally } from './tally.ts';
import type { World } from './world.ts';

/** What all parts of a run share. */
export type Run = {
  url: string;
  world: World;
  /** How many of its channels were there before anyone played. */
  planted: number;
  vocabulary: Vocabulary;
  seed: number;
  tally: Tally;
  /** What went wrong, in sentences. */
  failures: string[];
  /** The server's real limits hold: a call may be refused for coming too soon. */
  limited: boolean;
};

/** Answers a player waits for at the same time. */
const AT_ONCE = 8;
const BATCH = 250;
/** More than these say nothing new. */
const MAX_FAILURES = 25;
/** Channels to try: among more the players would hardly ever meet. */
const MAX_CHANNELS = 40;

const Created = z.object({ channel: z.object({ channel: z.object({ id: z.string() }) }) });
const Refused = z.object({ ok: z.literal(false), error: Problem });
const answers: ReadonlyMap<string, z.ZodType> = new Map(callNames.map((name) => [name, resultOf(calls[name].output)]));

export function fail(run: Run, sentence: string): void {
  run.tally.add('failures');
  if (run.failures.length < MAX_FAILURES) run.failures.push(sentence.slice(0, 1_500));
}

export class Player {
  readonly person: Person;
  /** Channels of which this player heard an event, live or by asking. */
  readonly heard = new Set<string>();
  readonly #run: Run;
  readonly #token: string;
  #peer: RawPeer | undefined;

  constructor(run: Run, person: Person, token: string) {
    this.#run = run;
    this.person = person;
    this.#token = token;
  }

  async connect(): Promise<RawPeer> {
    this.#peer = await RawPeer.join(this.#run.url, this.#token, { onFrame: (text, push) => this.#hear(text, push) });
    await this.#peer.call('sync', { cursors: {} });
    return this.#peer;
  }

  close(): void {
    this.#peer?.close();
  }

  /** Makes this many cases; `salt` keeps players apart that share a seed. */
  async play(count: number, salt: number): Promise<void> {
    const cases = this.#cases(count, salt);
    await Promise.all(Array.from({ length: AT_ONCE }, () => this.#work(cases)));
  }

  *#cases(count: number, salt: number): Generator<CallCase> {
    const arbitrary = callCases(this.#run.vocabulary);
    for (let made = 0; made < count; made += BATCH) {
      const seed = this.#run.seed + salt * 1_000_003 + made;
      yield* fc.sample(arbitrary, { seed, numRuns: Math.min(BATCH, count - made) });
    }
  }

  async #work(cases: Generator<CallCase>): Promise<void> {
    for (let next = cases.next(); !next.done; next = cases.next()) {
      const each = next.value;
      const peer = this.#peer?.ended === undefined ? this.#peer : await this.#again();
      if (!peer) return;
      this.#run.tally.add(`case ${each.kind}`);
      if (each.kind === 'unasked') {
        peer.tell(each.call, ...each.args);
        continue;
      }
      try {
        const began = performance.now();
        const outcome = await peer.call(each.call, ...each.args);
        this.#run.tally.most(`slowest (ms) ${each.kind === 'unknown' ? 'unknown' : each.call}`, performance.now() - began);
        this.#judge(each, outcome);
      } catch (error) {
        fail(this.#run, `${this.person.handle}: ${error instanceof Error ? error.message : String(error)}`);
      }
    }
  }

  /** Connects again after the server ended the connection, which it may only do to whoever asks too much. */
  async #again(): Promise<RawPeer | undefined> {
    if (!this.#run.limited) return undefined;
    this.#run.tally.add('connected again');
    return await this.connect();
  }

  #judge(each: CallCase, outcome: Outcome): void {
    const { tally, limited } = this.#run;
    if ('ended' in outcome) {
      tally.add('ended');
      if (!limited) this.#fail(each, `the connection was ended (${outcome.ended})`);
      return;
    }
    const { answer } = outcome;
    const refused = Refused.safeParse(answer);
    const right = each.kind !== 'unknown' && isRight(each.call, each.args);
    if (refused.success) {
      const { code, message, retryAfterMs } = refused.data.error;
      tally.add(`refused ${code}`);
      const inside = insideIn(message);
      if (inside !== undefined) this.#fail(each, `the refusal tells of the inside (${inside}): ${message}`);
      if (code === 'internal') this.#fail(each, 'the server failed');
      else if (code === 'rate-limited' && limited) {
        if (retryAfterMs === undefined) this.#fail(each, 'nothing says when to try again');
      } else if (right === (code === 'bad-request')) {
        this.#fail(each, `${right ? 'right' : 'wrong'} input was refused with ${code}: ${message}`);
      }
      return;
    }
    const schema = answers.get(each.call);
    const good = schema?.safeParse(answer);
    if (!good?.success) {
      this.#fail(each, `the answer is none: ${JSON.stringify(answer)} ${good?.error.message}`);
      return;
    }
    if (!right) this.#fail(each, 'wrong input was accepted');
    tally.add(`accepted ${each.call}`);
    this.#learn(each, answer);
  }

  #learn(each: CallCase, answer: unknown): void {
    const { world, planted } = this.#run;
    const { value } = z.object({ value: z.unknown() }).parse(answer);
    const created = each.call === 'create' ? Created.safeParse(value).data?.channel.channel.id : undefined;
    if (created !== undefined) {
      // The oldest of those made here gives way: its makers have long left it, and nobody may rename it any more.
      if (world.channels.length >= MAX_CHANNELS) world.channels.splice(planted, 1);
      world.channels.push(created);
    }
    const asked = each.call === 'history' ? z.object({ channel: z.string() }).safeParse(each.args[0]).data?.channel : undefined;
    if (asked !== undefined) this.heard.add(asked.toLowerCase());
  }

  #hear(text: string, push: { name: string; value: unknown } | undefined): void {
    const { tally, world } = this.#run;
    tally.add('frames');
    const leak = leakIn(text, world.secretIds);
    if (leak !== undefined) fail(this.#run, `${this.person.handle} was told ${leak}: ${text}`);
    if (!push) return;
    const name = pushNames.find((each) => each === push.name);
    if (name === undefined) {
      fail(this.#run, `${this.person.handle} was told a push that is none: ${text}`);
      return;
    }
    const parsed = pushes[name].safeParse(push.value);
    if (!parsed.success) {
      fail(this.#run, `${this.person.handle} was told a bad ${name}: ${parsed.error.message} ${text}`);
      return;
    }
    this.#count(name, push.value);
  }

  #count(name: PushName, value: unknown): void {
    this.#run.tally.add(`push ${name}`);
    if (name === 'events') this.heard.add(pushes.events.parse(value).channel);
  }

  #fail(each: { call: CallName | string; kind: string; args: unknown[] }, what: string): void {
    fail(this.#run, `${this.person.handle}, ${each.kind} ${each.call}: ${what}. Input: ${shown(each.args)}`);
  }
}

function shown(args: readonly unknown[]): string {
  return (JSON.stringify(args) ?? '').slice(0, 400);
}
