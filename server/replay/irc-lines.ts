/**
 * The messages of a folder of IRC logs, file by file in the order of their dates.
 */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { MullionError } from '../../shared/errors.ts';
import type { MessageBody } from '../../shared/events.ts';
import { dayOf } from '../import/clock.ts';
import { draftFile } from '../import/irc-file.ts';
import { newTally } from '../import/tally.ts';

export type Said = { nick: string; body: MessageBody };

/** Refuses (`bad-request`) a folder that cannot be read or holds no logs. */
export async function* messagesOf(folder: string): AsyncGenerator<Said[]> {
  const names = await readdir(folder).catch((error: unknown) => {
    throw new MullionError('bad-request', `The folder ${folder} cannot be read.`, { cause: error });
  });
  const dated = names.filter((name) => name.endsWith('.txt') && dayOf(name) !== undefined).sort();
  if (dated.length === 0) throw new MullionError('bad-request', `There are no logs in ${folder}: files called YYYY-MM-DD….txt.`);
  for (const name of dated) {
    const drafts = draftFile(name, dayOf(name) ?? 0, await readFile(join(folder, name)), newTally(), new Set());
    yield drafts.flatMap((draft) => (draft.kind === 'message' ? [{ nick: draft.nick, body: draft.body }] : []));
  }
}
