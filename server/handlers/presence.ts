import { savePresence } from '../store/presences.ts';
import type { Handler } from './handler.ts';

export const presence: Handler<'presence'> = async ({ presence: board, queries }, connection, { status, note }) => {
  const since = board.choose(connection.person, status ?? null, note ?? null);
  await savePresence(queries, { person: connection.person, status: status ?? null, note: note ?? null, since });
  return {};
};
