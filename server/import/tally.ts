/**
 * What an import has read and done, as counts that can be compared with any other count of the same files.
 */
export const kinds = [
  'message',
  'action',
  'status-action',
  'join',
  'leave',
  'rename',
  'mode',
  'topic',
  'network',
  'other',
] as const;
/** How a line was read. `status-action`: an action in the older form (`=== nick does`). */
export type LineKind = (typeof kinds)[number];

/** Kinds of lines that nobody said or did: they are listed and not imported. */
const notImported: ReadonlySet<LineKind> = new Set(['mode', 'topic', 'network', 'other']);

export interface Listed {
  kind: LineKind;
  file: string;
  line: number;
}

export interface Tally {
  files: number;
  lines: number;
  /** Lines of each kind. */
  counts: Record<LineKind, number>;
  /** Every line that was not imported. */
  listed: Listed[];
  /** Messages and actions without a word in them; imported with an invisible one. */
  empty: number;
  /** Lines that were not UTF-8. */
  windows1252: number;
  midnights: number;
  halfDays: number;
  /** Different nicks that sent messages, as written. */
  speakers: number;
  /** Events that are new, and those that were there from an earlier import. */
  added: number;
  repeated: number;
  /** Files whose names hold no date; they are left alone. */
  undated: string[];
}

export function newTally(): Tally {
  return {
    files: 0,
    lines: 0,
    counts: {
      message: 0,
      action: 0,
      'status-action': 0,
      join: 0,
      leave: 0,
      rename: 0,
      mode: 0,
      topic: 0,
      network: 0,
      other: 0,
    },
    listed: [],
    empty: 0,
    windows1252: 0,
    midnights: 0,
    halfDays: 0,
    speakers: 0,
    added: 0,
    repeated: 0,
    undated: [],
  };
}

/** Counts a line; one that is not imported is listed. */
export function count(tally: Tally, kind: LineKind, file: string, line: number): void {
  tally.counts[kind] += 1;
  if (notImported.has(kind)) tally.listed.push({ kind, file, line });
}
