import type { Fault } from './fault.ts';

export const killServer: Fault = {
  name: 'kill-server',
  what: 'A server is killed (SIGKILL) amid its work, and started again.',
  cases: { short: 3, long: 200 },
  strike: ({ stage, chance }) => chance.pick(stage.nodes).kill(),
};
