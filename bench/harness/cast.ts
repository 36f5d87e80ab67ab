/** The people and channels of a bench, as a sample that the product's own command loads. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { seeded } from '../../testing/seeded.ts';

export type CastSize = {
  people: number;
  channels: number;
  /** How many channels a person is a member of: a choice of their own, the same in every run. By default all. */
  each?: number;
};

/** A channel's name, and its key in the sample. */
export const channelName = (channel: number): string => `bench-${channel}`;

/** The channels that each person is a member of. `p0` is a member of all of them. */
export function membershipsOf({ people, channels, each = channels }: CastSize): number[][] {
  const chance = seeded(1);
  const all = Array.from({ length: channels }, (_, channel) => channel);
  return Array.from({ length: people }, (_, person) => {
    if (person === 0 || each >= channels) return all;
    const chosen = new Set<number>();
    while (chosen.size < each) chosen.add(Math.floor(chance() * channels));
    return [...chosen];
  });
}

/** Writes the sample: people `p0`, `p1`, … of one firm, channels `bench-0`, `bench-1`, …, in which nothing has been said. */
export function writeCast(folder: string, size: CastSize): void {
  const members = Array.from({ length: size.channels }, (): string[] => []);
  for (const [person, channels] of membershipsOf(size).entries()) {
    for (const channel of channels) members[channel]?.push(`p${person}`);
  }
  const cast = {
    version: 1,
    tenant: 'sample',
    opensAt: '07:44',
    you: 'p0',
    firms: [{ key: 'bench', name: 'Bench', short: 'Bench' }],
    people: Array.from({ length: size.people }, (_, person) => ({
      handle: `p${person}`,
      name: `Person ${person}`,
      firm: 'bench',
      kind: 'person',
      title: 'Trader',
    })),
    channels: members.map((handles, channel) => ({
      key: channelName(channel),
      kind: 'persistent',
      name: channelName(channel),
      topic: 'Load',
      members: handles,
      script: 'quiet.txt',
    })),
  };
  mkdirSync(folder);
  writeFileSync(join(folder, 'cast.json'), JSON.stringify(cast));
  writeFileSync(join(folder, 'quiet.txt'), '# nothing is said here\n');
}
