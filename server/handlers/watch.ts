import type { Handler } from './handler.ts';

export const watch: Handler<'watch'> = async ({ presence }, connection, { people }) => ({
  presences: presence.watch(connection, people),
});
