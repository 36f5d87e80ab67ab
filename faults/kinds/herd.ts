import { setTimeout } from 'node:timers/promises';
import { type BareClient, connectBare } from '../load/bare-client.ts';
import { accessOf } from '../stage/stage.ts';
import type { Fault } from './fault.ts';

export const herd: Fault = {
  name: 'herd',
  what: 'All clients are cut off at once and come back at once, and a crowd with them: 100 connections, or 5,000 (long form).',
  cases: { short: 1, long: 20 },
  async strike({ stage, clients, length }) {
    const token = await accessOf(stage.addressFor(0), 0);
    for (const { network } of clients) network.cut();
    await setTimeout(500);
    for (const { network } of clients) network.restore();
    const size = length === 'long' ? 5_000 : 100;
    const coming = Array.from({ length: size }, (_, number) => connectBare(stage.addressFor(number), token));
    const come = await Promise.allSettled(coming);
    const there = come.flatMap((each): BareClient[] => (each.status === 'fulfilled' ? [each.value] : []));
    for (const bare of there) bare.close();
    const [turnedAway] = come.flatMap((each) => (each.status === 'rejected' ? [String(each.reason)] : []));
    if (turnedAway) throw new Error(`${size - there.length} of ${size} did not come back: ${turnedAway}`);
  },
};
