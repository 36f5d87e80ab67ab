import type { Command } from 'commander';
import { MullionError } from '../../shared/errors.ts';
import { openAccessTokens } from '../auth/access-tokens.ts';
import { createSessions } from '../auth/sessions.ts';
import { requireByHandle } from '../store/people.ts';
import { examples, type Place, withDatabase, withPlace } from './place.ts';
import { parseHandle } from './user.ts';

export function register(program: Command): void {
  withPlace(program.command('ticket'))
    .description('Makes tickets, each of which signs a person in once, within ten minutes, without a password.')
    .argument('<handles...>', 'whom they sign in', (handle: string, before: string[] = []) => [...before, parseHandle(handle)])
    .addHelpText('after', examples('ticket mara', 'ticket mara okoye'))
    .action(makeTickets);
}

/** Prints the tickets, one a line in the order of the handles, and nothing else, so that scripts can read them. */
async function makeTickets(handles: readonly string[], place: Place): Promise<void> {
  const tickets = await withDatabase(place, async ({ queries }) => {
    const accounts = await Promise.all(handles.map((handle) => requireByHandle(queries, place.tenant, handle)));
    const disabled = accounts.find((account) => account.disabledAt !== undefined);
    if (disabled) throw new MullionError('disabled', `The account of ${disabled.person.handle} is disabled.`);
    const sessions = createSessions(queries, await openAccessTokens(queries));
    return Promise.all(accounts.map((account) => sessions.ticketFor(account.person.id)));
  });
  process.stdout.write(tickets.map(({ ticket }) => `${ticket}\n`).join(''));
}
