import { savePresence } from '../store/presences.ts';
import type { Handler } from './handler.ts';

export const presence: Handler<'presence'> = async (
  { presence: board, queries, cluster },
  connection,
  { status = null, note = null, automatic = null },
) => {
  const since = board.choose(connection.person, status, note, automatic);
  const chosen = { status, note, since };
  // What a computer says in place of it holds no longer than its connection: the choice alone is kept.
  await savePresence(queries, { person: connection.person, ...chosen });
  cluster.chosen(connection.person, { ...chosen, automatic });
  return {};
};
