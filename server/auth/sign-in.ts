/**
 * Who someone is, proved by a password or a ticket. Whether a handle exists cannot be told from the answers: not by their
 * words, and not by the work that they take.
 */
import { MullionError } from '../../shared/errors.ts';
import type { Person, PersonId, TenantId } from '../../shared/model.ts';
import type { Queries } from '../store/database.ts';
import { type Account, findAccount, findByHandle } from '../store/people.ts';
import type { Attempts } from './attempts.ts';
import { verifyPassword } from './passwords.ts';
import type { Sessions } from './sessions.ts';

export interface SignIn {
  /** Refuses `wrong-credentials`, `locked`, or (only to whoever knows the password) `disabled`. */
  byPassword(handle: string, password: string, address: string): Promise<PersonId>;
  /** Refuses `ticket-used` or `disabled`. */
  byTicket(ticket: string): Promise<PersonId>;
  /** The person; refuses `disabled`, or `token-invalid` when there is none. */
  person(id: PersonId): Promise<Person>;
}

export function createSignIn(parts: { queries: Queries; tenant: TenantId; attempts: Attempts; sessions: Sessions }): SignIn {
  const { queries, tenant, attempts, sessions } = parts;

  async function person(id: PersonId): Promise<Person> {
    const account = await findAccount(queries, id);
    if (!account) throw new MullionError('token-invalid');
    return enabled(account).person;
  }

  return {
    person,
    async byPassword(handle, password, address) {
      const account = await attempts.attempt(handle, address, async () => {
        const found = await findByHandle(queries, tenant, handle);
        const right = await verifyPassword(found?.passwordHash, password);
        return right ? found : undefined;
      });
      return enabled(account).person.id;
    },
    byTicket: async (ticket) => (await person(await sessions.redeem(ticket))).id,
  };
}

function enabled(account: Account): Account {
  if (account.disabledAt !== undefined) throw new MullionError('disabled');
  return account;
}
