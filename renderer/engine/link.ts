/** The connection's state in the words that windows show. Pure. */
import type { Link } from '../../shared/engine-api.ts';
import type { ConnectionState } from './connection.ts';

/** The link after the connection's state changed; `now` in ms. A new try does not hide since when one is offline. */
export function linkAfter(before: Link, state: ConnectionState, now: number): Link {
  switch (state.state) {
    case 'idle':
      return { state: 'signed-out' };
    case 'signed-out':
      return state.problem ? { state: 'signed-out', problem: state.problem } : { state: 'signed-out' };
    case 'connecting':
      return { state: 'connecting', since: before.state === 'connecting' || before.state === 'offline' ? before.since : now };
    case 'up':
      return { state: 'syncing', since: now };
    case 'refused':
      return { state: 'refused', problem: state.problem };
    case 'waiting': {
      const since = before.state === 'offline' || before.state === 'connecting' ? before.since : now;
      const { retryAt } = state;
      return state.problem ? { state: 'offline', since, retryAt, problem: state.problem } : { state: 'offline', since, retryAt };
    }
  }
}
