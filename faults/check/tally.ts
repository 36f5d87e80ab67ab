/** What a run found, as counts and in words. */
export type Tally = {
  /** Faults that were made. */
  cases: number;
  /** Durable in an outbox. */
  sent: number;
  /** Not taken by an engine, which said so: the writer keeps the words. */
  refused: number;
  acknowledged: number;
  /** Events that a client holds and that were compared with the log, over all clients. */
  checked: number;
  /** Acknowledged or durably queued, and not in the log; or in the log, and not with a client. */
  lost: number;
  /** In the log, or with a client, more than once. */
  doubled: number;
  /** Not in the order of the log, or in the log not in the order in which one person said it. */
  disordered: number;
  /** Other content than the log's. */
  different: number;
  /** What never came to an end: messages that do not leave, clients that do not catch up, servers that end by themselves. */
  stuck: number;
  /** For each case: seconds until everyone had heard from everyone again. */
  recoveries: number[];
  /** The first thing that was found wrong. */
  first: string | null;
};

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
