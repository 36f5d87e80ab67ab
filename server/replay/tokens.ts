import type { PersonId } from '../../shared/model.ts';
import type { Sessions } from '../auth/sessions.ts';

const GOOD_FOR_MS = 24 * 3_600_000;
/** A token is made anew when no more than this is left of it. */
const SPARE_MS = 3_600_000;

/** Access tokens made by direct access to the database, each kept while it is good: no thousands of sign-ins. */
export function tokensOf(sessions: Sessions): (person: PersonId) => Promise<string> {
  const kept = new Map<PersonId, { token: Promise<string>; until: number }>();
  return (person) => {
    const known = kept.get(person);
    if (known && known.until > Date.now()) return known.token;
    const token = sessions.mint([person], GOOD_FOR_MS).then(([made = '']) => made);
    kept.set(person, { token, until: Date.now() + GOOD_FOR_MS - SPARE_MS });
    return token;
  };
}
