import { savePresence } from '../store/presences.ts';
import type { Handler } from './handler.ts';

export const presence: Handler<'presence'> = async ({ presence: board, queries, cluster }, connection, { status, note }) => {
  const since = board.choose(connection.person, status ?? null, note ?? null);
  const chosen = { status: status ?? null, note: note ?? null, since };
  await savePresence(queries, { person: connection.person, ...chosen });
  cluster.chosen(connection.person, chosen);
  return {};
};
