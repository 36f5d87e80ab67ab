import { setTimeout } from 'node:timers/promises';
import type { Fault } from './fault.ts';

export const outOfConnections: Fault = {
  name: 'postgres-out-of-connections',
  what: 'Somebody else takes every connection of PostgreSQL, those of the servers too, two seconds or ten.',
  cases: { short: 1, long: 20 },
  async strike({ stage, length }) {
    const giveBack = await stage.database.takeConnections();
    await setTimeout(length === 'long' ? 10_000 : 2_000);
    await giveBack();
  },
};
