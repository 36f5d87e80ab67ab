import type { Fault } from './fault.ts';

export const rollingRestart: Fault = {
  name: 'rolling-restart',
  what: 'All servers are told to stop and started again, one after the other, each when the one before it is ready.',
  cases: { short: 1, long: 20 },
  obstacle: ({ nodes }) =>
    nodes.length < 2 ? 'one server cannot change places with itself; with --nodes 2 there are two' : null,
  async strike({ stage }) {
    for (const node of stage.nodes) {
      await node.kill('SIGTERM');
      await node.ready();
    }
  },
};
