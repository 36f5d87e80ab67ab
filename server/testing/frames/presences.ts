/** People say how it is with them, and whoever watches them and may see it is told. */
import type { ChosenStatus } from '../../../shared/model.ts';
import type { Life } from './life.ts';

const words: readonly ChosenStatus[] = ['available', 'busy', 'dnd', 'phone', 'meeting', 'away'];
const AT_ONCE = 3;

/** Some choose; resolves when all watchers who may see them know. */
export async function choosePresence(life: Life): Promise<void> {
  const people = life.chance.some([...new Set(life.here.map(({ person }) => person))], AT_ONCE);
  await Promise.all(people.map((person) => chooses(life, person)));
}

async function chooses(life: Life, person: Life['here'][number]['person']): Promise<void> {
  const by = life.here.find((viewer) => viewer.person === person);
  const status = life.chance.pick(words);
  if (!by || status === undefined) return;
  const note = `Note ${life.world.marks.next('note')}`;
  life.whereabouts.says(person.id, status, note);
  const from = Date.now();
  await by.ok('presence', { status, note });
  life.whereabouts.moved(person.id, { from, to: Date.now() });
  for (const viewer of life.here) {
    if (!life.sightOf(viewer.person.id).knows.has(person.id)) continue;
    const knows = () => viewer.watched.get(person.id)?.note === note;
    await viewer.until(`it is told of ${person.handle}`, () => !viewer.watched.has(person.id) || knows());
    if (knows()) life.tally.add('presences awaited');
  }
}
