/**
 * One's own presence: what one chose goes to the server as it is, and what this computer says in place of it goes beside it
 * (`automatic.ts` decides what). The server keeps the choice, so that nothing that happens here can lose it.
 */
import type { Circumstances } from '../../shared/circumstances.ts';
import type { AutomaticStatus, PersonId, Presence } from '../../shared/model.ts';
import type { CallInput } from '../../shared/protocol.ts';
import { askAgain } from './ask-again.ts';
import { automaticOf, mustSpeak, type Own, ownOf } from './automatic.ts';
import type { Clock, Log } from './clock.ts';
import type { Connection } from './connection.ts';
import type { SharedState } from './shared-state.ts';

export type OwnPresenceParts = {
  me: PersonId;
  connection: Pick<Connection, 'call' | 'isUp'>;
  shared: Pick<SharedState, 'read'>;
  /** What holds for the person here; null where nobody tells, as in a browser: then nothing is ever said of itself. */
  circumstances(): Circumstances | null;
  clock: Clock;
  log: Log;
};

export interface OwnPresence {
  /** As the server's call. */
  choose(input: Pick<CallInput<'presence'>, 'status' | 'note'>): Promise<void>;
  /** Circumstances or rules have changed. */
  reconsider(): void;
  /** The server told of people; one of them may be oneself. */
  heard(presences: readonly Presence[]): void;
  /** The connection is gone: the next begins with what the server tells. */
  lost(): void;
  /** The note that the server holds. */
  note(): string | null;
}

export function createOwnPresence(parts: OwnPresenceParts): OwnPresence {
  const { me, connection, clock, log } = parts;
  let own: Own | null = null;
  let said: AutomaticStatus | null | undefined;
  /** What it was on the connection before: if the server still holds that, it is this computer's word yet. */
  let saidBefore: AutomaticStatus | null | undefined;
  /** Calls that are under way: what the server tells meanwhile may be of before them. */
  let speaking = 0;

  const wanted = (chosen: Own['chosen']): AutomaticStatus | null => {
    const now = parts.circumstances();
    return now === null ? null : automaticOf(chosen, now, parts.shared.read().settings);
  };

  async function speak(chosen: Own['chosen'], note: Own['note']): Promise<void> {
    const automatic = wanted(chosen);
    speaking += 1;
    try {
      await connection.call('presence', {
        ...(chosen === null ? {} : { status: chosen }),
        ...(note === null ? {} : { note }),
        ...(automatic === null ? {} : { automatic }),
      });
      said = automatic;
      own = { chosen, note, automatic };
    } finally {
      speaking -= 1;
    }
    // What was meant may have changed on the way.
    reconsider();
  }

  function reconsider(): void {
    if (own === null || speaking > 0 || !connection.isUp() || parts.circumstances() === null) return;
    const { chosen, note, automatic } = own;
    const want = wanted(chosen);
    // Held already, whoever said it: from now on it is as if said here.
    if (want === automatic) said = want;
    if (!mustSpeak(want, said, automatic)) return;
    speak(chosen, note).catch((error: unknown) =>
      askAgain(error, 'an automatic presence could not be told', reconsider, { clock, log }),
    );
  }

  return {
    choose: ({ status, note }) => speak(status ?? null, note ?? null),
    reconsider,
    heard(presences) {
      const told = presences.find(({ person }) => person === me);
      const next = told && speaking === 0 ? ownOf(told) : null;
      if (next === null) return;
      own = next;
      if (said === undefined && next.automatic !== null && next.automatic === saidBefore) said = saidBefore;
      saidBefore = undefined;
      reconsider();
    },
    lost() {
      own = null;
      saidBefore = said ?? saidBefore;
      said = undefined;
    },
    note: () => own?.note ?? null,
  };
}
