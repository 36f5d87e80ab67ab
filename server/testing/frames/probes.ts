/**
 * Attempts to find out what one may not see: each call is made once about something hidden and once, in the same words, about
 * something that does not exist. The two answers must be the same, byte for byte, but for the number that Socket.IO gives to each
 * answer and for what was asked.
 */
import { randomUUID } from 'node:crypto';
import { ChannelId, PersonId, Seq } from '../../../shared/model.ts';
import type { Life } from './life.ts';
import type { Place } from './state.ts';
import type { Viewer } from './viewer.ts';
import { get, post } from './visits.ts';

/** An attempt, about an id. */
type Probe<Id> = (viewer: Viewer, id: Id, life: Life) => Promise<{ text: string } | undefined>;

const channelProbes: Readonly<Record<string, Probe<ChannelId>>> = {
  history: (viewer, channel) => viewer.ask('history', { channel, limit: 50 }),
  'history after': (viewer, channel) => viewer.ask('history', { channel, limit: 50, after: Seq.parse(1) }),
  members: (viewer, channel) => viewer.ask('members', { channel }),
  read: (viewer, channel) => viewer.ask('read', { channel, seq: Seq.parse(1) }),
  send: (viewer, channel, life) => viewer.ask('send', { channel, id: life.newId(), body: { text: 'Is anybody there?' } }),
  join: (viewer, channel, life) => viewer.ask('join', { channel, id: life.newId() }),
  leave: (viewer, channel, life) => viewer.ask('leave', { channel, id: life.newId() }),
  rename: (viewer, channel, life) => viewer.ask('rename', { channel, id: life.newId(), name: 'Mine' }),
  topic: (viewer, channel, life) => viewer.ask('topic', { channel, id: life.newId(), topic: 'Mine' }),
};

const personProbes: Readonly<Record<string, Probe<PersonId>>> = {
  people: (viewer, person) => viewer.ask('people', { ids: [person] }),
  async watch(viewer, person) {
    const before = [...viewer.watched.keys()];
    const answer = await viewer.ask('watch', { people: [person] });
    await viewer.ask('watch', { people: before });
    return answer;
  },
  'create direct': (viewer, person, life) => viewer.ask('create', { kind: 'direct', id: life.newId(), with: person }),
  'create group': (viewer, person, life) =>
    viewer.ask('create', { kind: 'group', id: life.newId(), name: 'Ours', topic: '', members: [person] }),
  'create persistent': (viewer, person, life) =>
    viewer.ask('create', { kind: 'persistent', id: life.newId(), name: 'Ours', topic: '', members: [person] }),
  async invite(viewer, person, life) {
    const own = [...life.sightOf(viewer.person.id).reads.values()].find(({ channel }) => channel.kind !== 'direct');
    return own && (await viewer.ask('invite', { channel: own.channel.id, id: life.newId(), person }));
  },
};

/** Words by which something hidden would be found, if it could. */
const wordsOf: Readonly<Record<string, (life: Life, person: PersonId) => string | undefined>> = {
  'directory handle': ({ world }, person) => world.citizens.get(person)?.person.handle,
  'directory name': ({ world }, person) => world.citizens.get(person)?.person.name,
  'directory title': ({ world }, person) => world.citizens.get(person)?.person.title,
};

/** Every kind there is, for a test to see that each was made. */
export const probeKinds: readonly string[] = [
  ...[channelProbes, personProbes, wordsOf].flatMap((each) => Object.keys(each)),
  ...['directory channel', 'sync', 'sign-in', 'health', 'mention', 'name that is taken'],
];

const EACH = 2;
const SYNCS = 1;
const NOBODY = 'zqh9999x9999q';

/** Everyone makes some. */
export async function probe(life: Life): Promise<void> {
  await Promise.all([...life.here.map((viewer) => probeAs(life, viewer)), probeSignIn(life)]);
}

async function probeAs(life: Life, viewer: Viewer): Promise<void> {
  const channel = hiddenChannel(life, viewer)?.channel;
  const person = hiddenPerson(life, viewer);
  const possible: (() => Promise<void>)[] = [];
  if (channel) {
    const absent = ChannelId.parse(randomUUID());
    for (const [kind, make] of Object.entries(channelProbes)) {
      possible.push(() => twins(life, viewer, { kind, make, hidden: channel.id, absent }));
    }
    if (channel.name !== '' && isAlone(life, channel.name))
      possible.push(() => words(life, viewer, 'directory channel', channel.name));
  }
  if (person !== undefined) {
    const absent = PersonId.parse(randomUUID());
    for (const [kind, make] of Object.entries(personProbes)) {
      possible.push(() => twins(life, viewer, { kind, make, hidden: person, absent }));
    }
    for (const [kind, wordOf] of Object.entries(wordsOf)) {
      const word = wordOf(life, person);
      if (word !== undefined) possible.push(() => words(life, viewer, kind, word));
    }
  }
  // One after the other, so that nothing of the viewer's own comes between the two of a pair.
  for (const attempt of life.chance.some(possible, EACH)) await attempt();
}

/** Some come back with a cursor of a channel that they may not see. Only while nothing happens are two answers comparable. */
export async function probeSync(life: Life): Promise<void> {
  for (const viewer of life.chance.some(life.here, SYNCS)) {
    const hidden = hiddenChannel(life, viewer)?.channel.id;
    if (hidden === undefined) continue;
    const make: Probe<ChannelId> = (by, channel) => by.ask('sync', { cursors: { [channel]: Seq.parse(1) } });
    await twins(life, viewer, { kind: 'sync', make, hidden, absent: ChannelId.parse(randomUUID()) });
  }
}

type Twins<Id> = { kind: string; make: Probe<Id>; hidden: Id; absent: Id };

async function twins<Id extends string>(life: Life, viewer: Viewer, { kind, make, hidden, absent }: Twins<Id>): Promise<void> {
  const one = await make(viewer, hidden, life);
  const other = await make(viewer, absent, life);
  if (one && other) compare(life, viewer, kind, [one.text, hidden], [other.text, absent]);
}

async function words(life: Life, viewer: Viewer, kind: string, word: string): Promise<void> {
  const absent = word.replace(/zq([a-z])\d+x\d+q/, 'zq$19999x9999q');
  const one = await viewer.ask('directory', { query: word, limit: 100 });
  const other = await viewer.ask('directory', { query: absent, limit: 100 });
  if (one && other) compare(life, viewer, kind, [one.text, word], [other.text, absent]);
}

type Said = [text: string, about: string];

function compare(life: Life, viewer: Viewer, kind: string, hidden: Said, absent: Said): void {
  life.tally.add(`probe ${kind}`);
  const [one, other] = [bare(hidden), bare(absent)];
  if (one === other) return;
  const told = `what is hidden answers ${one.slice(0, 400)}, what does not exist ${other.slice(0, 400)}`;
  life.findings.push(`${viewer.person.handle}, ${kind}: ${told}`);
}

/** Without the answer's number, what was asked for, and the clock. */
function bare([text, about]: Said): string {
  return text
    .replace(/^43\d+/, '43')
    .replaceAll(about, 'ASKED')
    .replace(/"now":\d+/, '"now":0');
}

function hiddenChannel(life: Life, viewer: Viewer): Place | undefined {
  const { reads, finds } = life.sightOf(viewer.person.id);
  const all = [...life.timeline.state.places.values()];
  return life.chance.pick(all.filter(({ channel }) => !reads.has(channel.id) && !finds.has(channel.id)));
}

/** Names may be given twice, to channels of those who know nothing of each other. */
function isAlone({ timeline }: Life, name: string): boolean {
  return [...timeline.state.places.values()].filter(({ channel }) => channel.name === name).length === 1;
}

/** Somebody whom the viewer does not know, and who is named nowhere in what the viewer reads. */
function hiddenPerson(life: Life, { person }: Viewer): PersonId | undefined {
  const { knows } = life.sightOf(person.id);
  const all = [...life.world.citizens.keys()];
  return life.chance.pick(all.filter((other) => !knows.has(other) && !life.mayBeNamed(person.id, other)));
}

/** Somebody who is not signed in tries a handle that exists, and asks how the server is. */
async function probeSignIn(life: Life): Promise<void> {
  const viewer = life.here[0];
  const hidden = viewer && hiddenPerson(life, viewer);
  const handle = hidden && life.world.citizens.get(hidden)?.person.handle;
  if (!viewer || handle === undefined || !life.chance.odds(0.1)) return;
  const { id } = viewer.person;
  const one = await post(life, id, 'sign-in', { handle, password: 'a guess' });
  const other = await post(life, id, 'sign-in', { handle: NOBODY, password: 'a guess' });
  compare(life, viewer, 'sign-in', [one.text, handle], [other.text, NOBODY]);
  for (const path of ['/healthz', '/readyz', '/metrics']) await get(life, id, path);
  life.tally.add('probe health');
}
