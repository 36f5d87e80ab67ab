import type { Fault } from './fault.ts';

export const stopServer: Fault = {
  name: 'stop-server',
  what: 'A server is told to stop (SIGTERM) and started again.',
  cases: { short: 1, long: 20 },
  strike: ({ stage, chance }) => chance.pick(stage.nodes).kill('SIGTERM'),
};
