/** What a run found, as a table. */
import type { Report } from '../campaign.ts';
import { sum, type Tally, wrongs } from '../check/tally.ts';

export const columns = [
  'fault',
  'cases',
  'sent',
  'refused',
  'acknowledged',
  'events checked',
  'lost',
  'doubled',
  'out of order',
  'different',
  'stuck',
  'recovered, median (s)',
  'worst (s)',
] as const;

/** The rows, the total last; faults that could not be made are not among them. */
export function rows({ results }: Report): string[][] {
  const made = results.filter(({ obstacle }) => obstacle === null);
  const all = sum(made.map(({ tally }) => tally));
  return [...made.map(({ fault, tally }) => row(fault.name, tally)), row('all', all)];
}

function row(name: string, tally: Tally): string[] {
  const { cases, sent, refused, acknowledged, checked, lost, doubled, disordered, different, stuck, recoveries } = tally;
  const counts = [cases, sent, refused, acknowledged, checked, lost, doubled, disordered, different, stuck];
  const sorted = [...recoveries].sort((a, b) => a - b);
  const seconds = [sorted[Math.floor((sorted.length - 1) / 2)], sorted.at(-1)];
  return [
    name,
    ...counts.map((number) => number.toLocaleString('en-GB')),
    ...seconds.map((each) => (each === undefined ? '–' : each.toFixed(1))),
  ];
}

export function toTerminal(report: Report): string {
  const lines = [[...columns], ...rows(report)];
  const widths = columns.map((_, at) => Math.max(...lines.map((line) => line[at]?.length ?? 0)));
  const table = lines.map((line) =>
    line.map((cell, at) => (at === 0 ? cell.padEnd(widths[at] ?? 0) : cell.padStart(widths[at] ?? 0))).join('  '),
  );
  return [...table, ...notMade(report).map((line) => `not made: ${line}`)].join('\n');
}

/** The faults that could not be made, and why. */
export const notMade = ({ results }: Report): string[] =>
  results.flatMap(({ fault, obstacle }) => (obstacle === null ? [] : [`${fault.name} (${obstacle})`]));

/** What was wrong, a line for each fault, with how to see it again; empty when all is well. */
export function complaints({ results }: Report, seed: number): string[] {
  return results
    .filter(({ tally }) => wrongs(tally) > 0)
    .map(({ fault, tally }) => `${fault.name}: ${wrongs(tally)} wrong with seed ${seed}; first ${tally.first}`);
}
