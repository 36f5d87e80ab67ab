import { setTimeout } from 'node:timers/promises';
import type { Fault } from './fault.ts';

export const cutConnections: Fault = {
  name: 'cut-connections',
  what: 'Connections of some clients are cut, five times in a row, at random moments.',
  cases: { short: 1, long: 20 },
  async strike({ clients, chance }) {
    for (let cut = 0; cut < 5; cut++) {
      for (const { network } of chance.some(clients)) network.drop();
      await setTimeout(chance.between(50, 400));
    }
  },
};
