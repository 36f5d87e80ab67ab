/** The people of a run, as a sample that the product's own command loads. */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** What everyone in a sample signs in with: server/replay/load-sample.ts. */
export const PASSWORD = 'mullion';
export const handleOf = (person: number): string => `p${person}`;

export async function writeCast(folder: string, people: number): Promise<void> {
  const handles = Array.from({ length: people }, (_, person) => handleOf(person));
  const firm = 'corvid';
  await mkdir(folder);
  await writeFile(join(folder, 'quiet.txt'), '# nothing is said here\n');
  await writeFile(
    join(folder, 'cast.json'),
    JSON.stringify({
      version: 1,
      opensAt: '07:44',
      you: handles[0],
      firms: [{ key: firm, name: 'Corvid Capital Markets', short: 'Corvid' }],
      people: handles.map((handle, person) => ({ handle, name: `Person ${person}`, firm, kind: 'person' })),
      channels: [{ key: 'hall', kind: 'persistent', name: 'hall', topic: '', members: handles, script: 'quiet.txt' }],
    }),
  );
}
