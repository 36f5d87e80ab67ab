import type { Fault } from './fault.ts';

export const engineKilled: Fault = {
  name: 'engine-killed',
  what: 'Engines of some clients end without a chance to store anything, and the next ones begin on the same stores.',
  cases: { short: 1, long: 20 },
  async strike({ clients, chance }) {
    for (const client of chance.some(clients)) client.killEngine();
  },
};
