/**
 * The handshake: who may connect. Refusals reach the client as a `connect_error` whose `data` is a Problem.
 *
 * A connection outlives its access token: the token proves at the door that its session is living, and from then on the
 * session's end (sign-out, theft, a disabled account) closes the connection at once, whoever brings it about. To ask for a
 * fresh token every five minutes on an open connection would prove nothing more.
 */
import type { ExtendedError, Socket } from 'socket.io';
import { describeIssues, MullionError, type Problem, problem, toProblem } from '../../shared/errors.ts';
import { Handshake, OLDEST_PROTOCOL_VERSION, PROTOCOL_VERSION } from '../../shared/protocol.ts';
import { check } from '../../shared/schema.ts';
import type { AccessTokens, Bearer } from '../auth/access-tokens.ts';
import type { Sessions } from '../auth/sessions.ts';
import type { Allowances } from '../limits/allowances.ts';
import type { RosterKeeper } from '../roster/keep.ts';
import type { Roster } from '../roster/roster.ts';
import type { SessionEndings } from './session-endings.ts';

export type AcceptParts = {
  tokens: Pick<AccessTokens, 'verify'>;
  sessions: Pick<Sessions, 'check'>;
  endings: Pick<SessionEndings, 'endedLately' | 'gaps'>;
  roster: Pick<Roster, 'mustPerson'>;
  keeper: Pick<RosterKeeper, 'person'>;
  /** How many refusals an address is given. */
  addresses: Allowances<string>;
  trustProxy: boolean;
};

/** What is wrong with a client's protocol version; undefined when nothing is. Pure. */
export function judgeProtocol(version: number): Problem | undefined {
  if (version < OLDEST_PROTOCOL_VERSION) return problem('protocol-too-old');
  if (version > PROTOCOL_VERSION) return problem('protocol-too-new');
  return undefined;
}

/** Whom this handshake speaks for; throws the refusal. */
export async function accept(
  { tokens, sessions, endings, roster, keeper }: Omit<AcceptParts, 'addresses' | 'trustProxy'>,
  auth: unknown,
): Promise<Bearer> {
  // The version goes first: another version may have another handshake.
  const version = check(Handshake.pick({ protocol: true }), auth);
  const judged = version.success ? judgeProtocol(version.data.protocol) : undefined;
  if (judged) throw new MullionError(judged.code, judged.message);
  const parsed = check(Handshake, auth);
  if (!parsed.success) throw new MullionError('bad-request', describeIssues(parsed.error));
  const bearer = await tokens.verify(parsed.data.token);
  await keeper.person(bearer.person);
  // An answer that was on its way while word of an end may have been lost is worth nothing.
  for (let gaps = -1; gaps !== endings.gaps(); ) {
    gaps = endings.gaps();
    await sessions.check(bearer.session);
  }
  // From here to the registry of connections nothing waits: what ends later finds it there.
  if (endings.endedLately(bearer.session)) throw new MullionError('token-invalid');
  if (roster.mustPerson(bearer.person).disabled) throw new MullionError('disabled');
  return bearer;
}

/** The address that a client comes from: the last that a trusted proxy names, or the socket's own. */
export function addressOf({ address, headers }: Socket['handshake'], trustProxy: boolean): string {
  const forwarded = trustProxy ? [headers['x-forwarded-for']].flat().join().split(',').at(-1)?.trim() : undefined;
  return forwarded || address;
}

/** The same as Socket.IO's middleware; the bearer is kept with the socket. */
export function acceptSockets(
  parts: AcceptParts,
  accepted: (socket: Socket, bearer: Bearer) => void,
  failed: (error: unknown) => void,
) {
  return (socket: Socket, next: (error?: ExtendedError) => void): void => {
    const refuse = (told: Problem) => next(Object.assign(new Error(told.message), { data: told }));
    const address = addressOf(socket.handshake, parts.trustProxy);
    const wait = parts.addresses.wait(address, Date.now());
    if (wait > 0) {
      refuse(problem('rate-limited', undefined, wait));
      return;
    }
    accept(parts, socket.handshake.auth).then(
      (bearer) => {
        accepted(socket, bearer);
        next();
      },
      (error: unknown) => {
        const told = toProblem(error);
        if (told.code === 'internal') failed(error);
        // What is the server's own fault is held against nobody.
        if (told.code !== 'internal' && told.code !== 'unavailable') parts.addresses.take(address, Date.now());
        refuse(told);
      },
    );
  };
}
