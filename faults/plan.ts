/** Which faults are made how often, in which order. Pure. */
import type { Fault } from './kinds/fault.ts';

export type Round = { fault: Fault; cases: number };

export type Extent = {
  length: 'short' | 'long';
  /** Of the long form: 0.1 makes a tenth of the cases. */
  scale: number;
  /** Only these faults, by name; all without it. */
  only?: readonly string[];
};

/** Most cases in one round: its channels are compared as a whole, and must fit into memory many times. */
const MOST_CASES = 10;

/** Rounds on ordinary ground first, then those on odd ground. */
export function plan(faults: readonly Fault[], { length, scale, only }: Extent): Round[] {
  const wanted = only ? faults.filter(({ name }) => only.includes(name)) : faults;
  const rounds = wanted.flatMap((fault) => {
    const cases = length === 'short' ? fault.cases.short : Math.max(1, Math.round(fault.cases.long * scale));
    return Array.from({ length: Math.ceil(cases / MOST_CASES) }, (_, round) => ({
      fault,
      cases: Math.min(MOST_CASES, cases - round * MOST_CASES),
    }));
  });
  return [...rounds.filter(({ fault }) => !fault.ground), ...rounds.filter(({ fault }) => fault.ground)];
}
