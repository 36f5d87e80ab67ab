/** A plan, carried out: a stage for each kind of ground, clients on it, and one round after the other. */
import { chanceOf } from './chance.ts';
import { count, nothingYet, sum, type Tally, wrongs } from './check/tally.ts';
import type { Fault } from './kinds/fault.ts';
import { type Broken, type Client, connectClient } from './load/client.ts';
import type { Round } from './plan.ts';
import { playRound, type RoundOptions } from './round.ts';
import { openStage, type Stage, type StageOptions } from './stage/stage.ts';

export type CampaignOptions = RoundOptions &
  Omit<StageOptions, 'people' | 'odd'> & {
    seed: number;
    clients: number;
    broken?: Broken;
    /** Progress, for people. */
    say(line: string): void;
  };

export type Result = { fault: Pick<Fault, 'name' | 'what'>; tally: Tally; obstacle: string | null };

export type Report = { results: Result[]; database: string };

/** Clients that hold this many events are replaced by fresh ones: windows keep all that they have shown. */
const MOST_HELD = 250_000;

export async function runCampaign(rounds: readonly Round[], options: CampaignOptions): Promise<Report> {
  const results = new Map<Fault, Result>();
  const resultOf = (fault: Fault): Result => {
    const result = results.get(fault) ?? { fault, tally: nothingYet(), obstacle: null };
    results.set(fault, result);
    return result;
  };
  let database = '';
  for (const ground of [undefined, 'odd'] as const) {
    const here = rounds.filter(({ fault }) => fault.ground === ground);
    if (here.length === 0) continue;
    const stage = await openStage({ ...options, people: options.clients, odd: ground === 'odd' });
    database ||= await stage.database.version();
    try {
      await playAll(stage, here, options, resultOf);
    } finally {
      // What is broken on purpose needs no explanation.
      const honest = options.broken === undefined && options.server === undefined;
      const wrong = honest && [...results.values()].some(({ tally }) => wrongs(tally) > 0);
      if (wrong) options.say(`what the servers said is kept in ${stage.folder}`);
      await stage.close(wrong ? 'keep' : undefined);
    }
  }
  return { results: [...results.values()], database };
}

async function playAll(
  stage: Stage,
  rounds: readonly Round[],
  options: CampaignOptions,
  resultOf: (fault: Fault) => Result,
): Promise<void> {
  const connect = () =>
    Promise.all(Array.from({ length: options.clients }, (_, number) => connectClient(stage, number, options.broken)));
  const part = (leaving: readonly Client[]) => Promise.all(leaving.map((client) => client.close()));
  let clients = await connect();
  let held = 0;
  for (const [number, round] of rounds.entries()) {
    const result = resultOf(round.fault);
    result.obstacle = round.fault.obstacle?.(stage) ?? null;
    if (result.obstacle !== null) continue;
    if (held > MOST_HELD) {
      await part(clients);
      clients = await connect();
      held = 0;
    }
    const { name } = round.fault;
    const began = performance.now();
    const tally = await playRound(stage, clients, round, chanceOf(options.seed, `${name} ${number}`), options);
    held += tally.checked;
    result.tally = sum([result.tally, tally]);
    const found = wrongs(tally) === 0 ? 'all is well' : `${wrongs(tally)} wrong, first ${tally.first}`;
    const seconds = Math.round((performance.now() - began) / 1000);
    options.say(
      `${number + 1}/${rounds.length} ${name} × ${tally.cases}: ${tally.checked} events compared in ${seconds} s, ${found}`,
    );
  }
  await part(clients);
  const broken = await stage.verify();
  const [last] = rounds.slice(-1);
  if (broken && last) count(resultOf(last.fault).tally, 'different', broken);
}
