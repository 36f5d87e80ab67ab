/**
 * Everyone asks for something, be it theirs or not: about any channel and any person of the world, and about some that do not
 * exist. Nothing that anybody could notice comes of it.
 */
import { randomUUID } from 'node:crypto';
import { ChannelId, PersonId, Seq } from '../../../shared/model.ts';
import type { Life } from './life.ts';
import type { Viewer } from './viewer.ts';

type Question = (life: Life, viewer: Viewer) => Promise<unknown>;

const questions = {
  history: (life, viewer) =>
    viewer.ask('history', { channel: anyChannel(life), limit: life.curiosity.between(5, 40), ...from(life) }),
  members: (life, viewer) => viewer.ask('members', { channel: anyChannel(life) }),
  people: (life, viewer) => viewer.ask('people', { ids: anyPeople(life, 8) }),
  directory: (life, viewer) => viewer.ask('directory', { query: anyWord(life), limit: 100 }),
  watch: (life, viewer) => viewer.ask('watch', { people: anyPeople(life, 12) }),
  read: (life, viewer) => viewer.ask('read', { channel: anyChannel(life), seq: Seq.parse(life.curiosity.between(1, 30)) }),
  sync: (life, viewer) => viewer.ask('sync', { cursors: anyCursors(life) }),
} satisfies Record<string, Question>;

/** Expensive ones are asked less often. */
const usual: readonly (keyof typeof questions)[] = [
  ...(['history', 'history', 'members', 'people', 'directory', 'directory', 'watch', 'read', 'read'] as const),
  'sync',
];

/** Each connection asks once; `about`: the same question of all. */
export async function wonder(life: Life, about?: keyof typeof questions): Promise<void> {
  await Promise.all(
    life.here.map((viewer) => {
      const question = about ?? life.curiosity.pick(usual) ?? 'people';
      life.tally.add(`asked ${question}`);
      return questions[question](life, viewer);
    }),
  );
}

function anyChannel({ curiosity: chance, timeline }: Life): ChannelId {
  const known = chance.odds(0.9) ? chance.pick([...timeline.state.places.keys()]) : undefined;
  return known ?? ChannelId.parse(randomUUID());
}

function anyPeople({ curiosity: chance, world }: Life, count: number): PersonId[] {
  return [...chance.some([...world.citizens.keys()], count), PersonId.parse(randomUUID())];
}

/** The beginning of everything, or a word of somebody or something, hidden or not. */
function anyWord({ curiosity: chance, world, timeline }: Life): string {
  const person = chance.pick([...world.citizens.values()])?.person;
  const channel = chance.pick([...timeline.state.places.values()])?.channel;
  const mark = (text = '') => text.split(' ').at(-1) ?? '';
  const words = ['', 'zq', 'name', person?.handle, `@${mark(person?.name)}`, mark(person?.title), mark(channel?.topic)];
  return chance.pick([...words, `#${channel?.name ?? ''}`]) ?? '';
}

/** As a client that comes back, which may name channels that are none of its business. */
function anyCursors({ curiosity: chance, timeline }: Life): Record<ChannelId, Seq> {
  const channels = chance.some([...timeline.state.places.keys()], 5);
  return Object.fromEntries(channels.map((channel) => [channel, Seq.parse(chance.between(1, 20))]));
}

function from({ curiosity: chance }: Life): { before?: Seq; after?: Seq } {
  if (chance.odds(0.5)) return {};
  const seq = Seq.parse(chance.between(1, 20));
  return chance.odds(0.5) ? { before: seq } : { after: seq };
}
