/** People speak in their channels. */
import type { PersonId } from '../../../shared/model.ts';
import type { Life } from './life.ts';
import type { Place } from './state.ts';
import type { Viewer } from './viewer.ts';

/** So many messages in each channel that somebody can write to, all at once. */
export async function talk(life: Life, each: number): Promise<void> {
  const { state } = life.timeline;
  const sends: Promise<void>[] = [];
  for (const place of state.places.values()) {
    const speakers = life.here.filter((viewer) => maySpeak(viewer, place));
    for (let nth = 0; nth < each; nth++) {
      const speaker = life.chance.pick(speakers);
      if (speaker) sends.push(say(life, speaker, place));
    }
  }
  await Promise.all(sends);
}

function maySpeak({ person }: Viewer, { channel, members }: Place): boolean {
  return members.has(person.id) && (!channel.feed || person.kind !== 'person');
}

/** Now and then somebody is meant; also somebody who is not there, of whom then nothing may be said. */
async function say(life: Life, speaker: Viewer, { channel, members }: Place): Promise<void> {
  const { chance, world } = life;
  const outsiders = [...world.citizens.keys()].filter((person) => !members.has(person));
  const mentions: PersonId[] = chance.odds(0.4) ? chance.some([...members.keys()], 2) : [];
  const outsider = chance.odds(0.3) ? chance.pick(outsiders) : undefined;
  if (outsider !== undefined) {
    mentions.push(outsider);
    life.tally.add('probe mention');
  }
  const id = life.newId();
  const text = `Text ${world.marks.next('text')}`;
  const answer = await speaker.ask('send', {
    channel: channel.id,
    id,
    body: mentions.length > 0 ? { text, mentions } : { text },
  });
  if (!answer?.result.ok) return;
  life.said.push({ id, channel: channel.id });
  life.tally.add('messages');
}
