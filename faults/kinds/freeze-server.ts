import { setTimeout } from 'node:timers/promises';
import type { Fault } from './fault.ts';

export const freezeServer: Fault = {
  name: 'freeze-server',
  what: 'A server stands still (SIGSTOP), two seconds or a minute, and goes on as if nothing had been.',
  cases: { short: 1, long: 20 },
  async strike({ stage, chance, length }) {
    const node = chance.pick(stage.nodes);
    node.freeze();
    await setTimeout(length === 'long' ? 60_000 : 2_000);
    node.thaw();
  },
};
