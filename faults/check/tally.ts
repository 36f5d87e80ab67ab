import { z } from '../../shared/schema.ts';

const Count = z.int().min(0);

/** What a run found, as counts and in words. */
export const Tally = z.object({
  /** Faults that were made. */
  cases: Count,
  /** Durable in an outbox. */
  sent: Count,
  /** Not taken by an engine, which said so: the writer keeps the words. */
  refused: Count,
  acknowledged: Count,
  /** Events that a client holds and that were compared with the log, over all clients. */
  checked: Count,
  /** Acknowledged or durably queued, and not in the log; or in the log, and not with a client. */
  lost: Count,
  /** In the log, or with a client, more than once. */
  doubled: Count,
  /** Not in the order of the log, or in the log not in the order in which one person said it. */
  disordered: Count,
  /** Other content than the log's. */
  different: Count,
  /** What never came to an end: messages that do not leave, clients that do not catch up, servers that end by themselves. */
  stuck: Count,
  /** For each case: seconds until everyone had heard from everyone again. */
  recoveries: z.array(z.number()),
  /** The first thing that was found wrong. */
  first: z.string().nullable(),
});
export type Tally = z.infer<typeof Tally>;

export const nothingYet = (): Tally => ({
  cases: 0,
  sent: 0,
  refused: 0,
  acknowledged: 0,
  checked: 0,
  lost: 0,
  doubled: 0,
  disordered: 0,
  different: 0,
  stuck: 0,
  recoveries: [],
  first: null,
});

export type Wrong = 'lost' | 'doubled' | 'disordered' | 'different' | 'stuck';

/** Counts something that is wrong; the first of all is kept in words. */
export function count(tally: Tally, wrong: Wrong, words: string, times = 1): void {
  if (times <= 0) return;
  tally[wrong] += times;
  tally.first ??= `${wrong}: ${words}`;
}

export const wrongs = ({ lost, doubled, disordered, different, stuck }: Tally): number =>
  lost + doubled + disordered + different + stuck;

const counts = [
  'cases',
  'sent',
  'refused',
  'acknowledged',
  'checked',
  'lost',
  'doubled',
  'disordered',
  'different',
  'stuck',
] as const satisfies (keyof Tally)[];

export function sum(tallies: readonly Tally[]): Tally {
  const all = nothingYet();
  for (const tally of tallies) {
    for (const key of counts) all[key] += tally[key];
    all.recoveries.push(...tally.recoveries);
    all.first ??= tally.first;
  }
  return all;
}
