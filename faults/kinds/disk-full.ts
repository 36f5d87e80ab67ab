import { setTimeout } from 'node:timers/promises';
import type { Fault } from './fault.ts';

export const diskFull: Fault = {
  name: 'disk-full',
  what: 'The disk of the data folder is full, two seconds or ten, while people go on talking.',
  ground: 'odd',
  cases: { short: 1, long: 20 },
  obstacle({ database, disk }) {
    if (database.kind === 'given') return 'the disk of a given PostgreSQL is not ours to fill';
    return disk ? null : 'this system does not let us mount a small disk';
  },
  async strike({ stage, length }) {
    const empty = await stage.disk?.fill();
    await setTimeout(length === 'long' ? 10_000 : 2_000);
    await empty?.();
  },
};
