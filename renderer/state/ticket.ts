/** A one-time sign-in ticket: used once, when it is known that nobody is signed in. */
import { problem, toProblem } from '../../shared/errors.ts';
import type { EngineClient } from '../client/engine-client.ts';
import { useLink } from './link.ts';

/** Signs in with the ticket as soon as the engine says that one is signed out; a refusal is told at the sign-in. */
export function keepTicket(engine: EngineClient, ticket: string | null): void {
  if (ticket === null) return;
  let waiting: string | null = ticket;
  const stop = useLink.subscribe(({ engine: state, link }) => {
    if (waiting === null || state !== 'up') return;
    if (link.state === 'online') waiting = null;
    if (link.state === 'signed-out' && waiting !== null) {
      const taken = waiting;
      waiting = null;
      void engine.call('signIn', { ticket: taken }).catch((error: unknown) => {
        const told = toProblem(error);
        useLink.setState({ link: { state: 'signed-out', problem: told.code === 'internal' ? problem('ticket-used') : told } });
      });
    }
    if (waiting === null) stop();
  });
}
