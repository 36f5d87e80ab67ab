import type { Fault } from './fault.ts';

export const restartPostgres: Fault = {
  name: 'restart-postgres',
  what: 'PostgreSQL ends (SIGKILL of the embedded one, all connections terminated of a given one) and is used again.',
  cases: { short: 1, long: 20 },
  strike: ({ stage }) => stage.database.kill(),
};
