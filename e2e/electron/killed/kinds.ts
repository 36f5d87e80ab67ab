/** What is killed, in the order of the report. */
import type { Chance } from '../../../faults/chance.ts';
import type { Desk } from './desk.ts';

export type Kind = {
  name: string;
  /** What happens, in a sentence for the report. */
  what: string;
  strike(desk: Desk, chance: Chance): Promise<void>;
};

export const kinds: readonly Kind[] = [
  {
    name: 'engine-page-killed',
    what: 'The hidden page that carries the engine is killed (SIGKILL); the application makes the next one.',
    strike: (desk) => desk.killAnchor(),
  },
  {
    name: 'window-killed',
    what: 'The page of one of two windows is killed (SIGKILL); the application loads it again.',
    strike: (desk, chance) => desk.killWindow(chance.pick(desk.windows)),
  },
  {
    name: 'electron-killed',
    what: 'All processes of the application are killed at once (SIGKILL); it is started again, and signs in by itself.',
    strike: (desk) => desk.killElectron(),
  },
];
