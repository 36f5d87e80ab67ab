import { setTimeout } from 'node:timers/promises';
import type { Fault } from './fault.ts';

export const halfOpen: Fault = {
  name: 'half-open',
  what: 'Connections of some clients swallow everything and tell nobody; after two seconds they are reset, or never (long form).',
  cases: { short: 1, long: 20 },
  async strike({ clients, chance, length }) {
    const stranded = chance.some(clients);
    for (const { network } of stranded) network.strand();
    if (length === 'long') return;
    await setTimeout(2_000);
    for (const { network } of stranded) network.drop();
  },
};
