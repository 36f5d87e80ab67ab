import { setTimeout } from 'node:timers/promises';
import type { Fault } from './fault.ts';

export const slowConnections: Fault = {
  name: 'slow-connections',
  what: 'Some clients are far away and on a thin line: up to half a second later, and 20 kB a second at most.',
  cases: { short: 1, long: 20 },
  async strike({ clients, chance, length }) {
    const slow = chance.some(clients);
    for (const { network } of slow) {
      network.delay(chance.between(100, 500));
      network.throttle(20_000);
    }
    await setTimeout(length === 'long' ? 10_000 : 2_000);
    for (const { network } of slow) {
      network.delay(0);
      network.throttle(Number.POSITIVE_INFINITY);
    }
  },
};
