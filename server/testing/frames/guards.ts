/** Guards of the server, and how each is taken away: in this file, these words by those. */
export type Guard = { file: string; from: string; to: string };

const decide = 'server/policy/decide.ts';
const decided = `export function decide<A extends Action>(subject: Subject, action: A, target: Targets[A]): Verdict {`;

/** The action is allowed to everyone. */
function allowing(action: string): Guard {
  return { file: decide, from: decided, to: `${decided}\n  if (action === '${action}') return allow;` };
}

export const guards: Readonly<Record<string, Guard>> = {
  'read-channel': allowing('read-channel'),
  'see-presence': allowing('see-presence'),
  /** Who has left goes on hearing. */
  'delivery after leaving': {
    file: 'server/connections/connection.ts',
    from: 'if (!this.channels.delete(channel)) return;',
    to: 'return;',
  },
};
