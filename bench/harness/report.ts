/**
 * What a bench says: figures beside the limit measured in the same run. Ratios hold from machine to machine; times do not.
 */
export type Figure = {
  name: string;
  value: number;
  unit: string;
  /** The same figure of the smallest program that does the same work, measured in this run. */
  limit?: number;
};

export type Report = { bench: string; seed: number; figures: Figure[] };

/** A bench: an ordinary program. `goal` is for people; no timing decides anything. */
export type Bench = {
  /** One line: what runs. */
  what: string;
  goal: string;
  /** It shows the product's pages: they are bundled before. */
  bundled?: true;
  run(options: BenchOptions): Promise<Figure[]>;
};

export type BenchOptions = {
  seed: number;
  /** A folder of real conversations. */
  data: string;
  /** Seconds of load, where the bench has one. */
  seconds: number;
  /** Messages of local history, where the bench has one. */
  history: number;
  /** Progress, to stderr. */
  say(line: string): void;
};

/** The figures as `--json` writes them: with `ratio` = value / limit. */
export function toJson(report: Report): string {
  const figures = report.figures.map((figure) => (figure.limit ? { ...figure, ratio: figure.value / figure.limit } : figure));
  return `${JSON.stringify({ ...report, figures }, null, 2)}\n`;
}

/** The figures as a table for a terminal. */
export function toTable(report: Report): string {
  const rows = [
    ['figure', 'value', 'limit', 'ratio', 'unit'],
    ...report.figures.map((figure) => [
      figure.name,
      short(figure.value),
      figure.limit === undefined ? '–' : short(figure.limit),
      figure.limit ? (figure.value / figure.limit).toFixed(2) : '–',
      figure.unit,
    ]),
  ];
  const widths = [0, 1, 2, 3, 4].map((column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows
    .map((row) =>
      row.map((cell, at) => (at === 0 || at === 4 ? cell.padEnd(widths[at] ?? 0) : cell.padStart(widths[at] ?? 0))).join('  '),
    )
    .join('\n');
}

function short(value: number): string {
  if (Math.abs(value) >= 1000) return Math.round(value).toLocaleString('en-GB');
  return value.toFixed(value !== 0 && Math.abs(value) < 10 ? 2 : 1);
}
