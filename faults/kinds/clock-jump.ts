import { setTimeout } from 'node:timers/promises';
import type { Fault } from './fault.ts';

const HOUR_S = 3_600;
/** As long as the library may take to notice that the clock is another (ms). */
const NOTICED_MS = 1_200;

export const clockJump: Fault = {
  name: 'clock-jump',
  what: "The servers' clock jumps an hour ahead or back, and after a moment to the right time again.",
  ground: 'odd',
  cases: { short: 1, long: 20 },
  obstacle: ({ clock }) => (clock ? null : 'libfaketime is not installed (Debian: faketime)'),
  async strike({ stage, chance }) {
    stage.clock?.off(chance.pick([-HOUR_S, HOUR_S]));
    await setTimeout(NOTICED_MS);
    stage.clock?.off(0);
    await setTimeout(NOTICED_MS);
  },
};
