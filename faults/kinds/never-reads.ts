import { connectBare } from '../load/bare-client.ts';
import { accessOf } from '../stage/stage.ts';
import type { Fault } from './fault.ts';

/** In the long form more than the kernel's buffers and the server's bound for a client (4 MiB) hold together. */
const BURSTS = { short: 2, long: 20 };
const BURST = 50;
const CHARACTERS = 15_000;

export const neverReads: Fault = {
  name: 'never-reads',
  what: 'Three connections stop reading while 1.5 MB are said to them, or 15 (long form); everyone else must hear as before.',
  cases: { short: 1, long: 20 },
  async strike({ stage, clients, channels, talk, chance, length }) {
    const url = stage.addressFor(0);
    const token = await accessOf(url, 0);
    const deaf = await Promise.all([1, 2, 3].map(() => connectBare(url, token)));
    for (const bare of deaf) bare.stopReading();
    const words = 'x'.repeat(CHARACTERS);
    for (let number = 0; number < BURSTS[length]; number++) {
      await Promise.all(Array.from({ length: BURST }, () => talk.say(chance.pick(clients), chance.pick(channels), words)));
    }
    for (const bare of deaf) bare.close();
  },
};
