/** Which of the window's views is shown. */
import type { Link, Me } from '../../shared/engine-api.ts';
import type { Problem } from '../../shared/errors.ts';
import type { EngineState } from './link.ts';

export type View = { kind: 'starting' } | { kind: 'sign-in'; problem: Problem | null } | { kind: 'workspace' };

/**
 * Signed in, the workspace stays whatever the link does: panes are read offline too. Signed out (or refused before one was
 * ever signed in), the sign-in view says why. Until either is known, it is said that things start.
 */
export function viewOf(engine: EngineState, link: Link, me: Me | null): View {
  if (link.state === 'signed-out' && engine !== 'starting') return { kind: 'sign-in', problem: link.problem ?? null };
  if (me) return { kind: 'workspace' };
  if (link.state === 'refused') return { kind: 'sign-in', problem: link.problem };
  return { kind: 'starting' };
}
