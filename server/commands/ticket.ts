import type { Command } from 'commander';
import { MullionError } from '../../shared/errors.ts';
import { openAccessTokens } from '../auth/access-tokens.ts';
import { createSessions } from '../auth/sessions.ts';
import { requireByHandle } from '../store/people.ts';
import { examples, type Place, withDatabase, withPlace } from './place.ts';
import { parseHandle } from './user.ts';

export function register(program: Command): void {
  withPlace(program.command('ticket'))
    .description('Makes a ticket that signs a person in once, within ten minutes, without a password.')
    .argument('<handle>', 'whom it signs in', parseHandle)
    .addHelpText('after', examples('ticket mara'))
    .action(makeTicket);
}

/** Prints the ticket and nothing else, so that scripts can read it. */
async function makeTicket(handle: string, place: Place): Promise<void> {
  const ticket = await withDatabase(place, async ({ queries }) => {
    const account = await requireByHandle(queries, place.tenant, handle);
    if (account.disabledAt !== undefined) throw new MullionError('disabled', `The account of ${handle} is disabled.`);
    const sessions = createSessions(queries, await openAccessTokens(queries));
    return (await sessions.ticketFor(account.person.id)).ticket;
  });
  process.stdout.write(`${ticket}\n`);
}
