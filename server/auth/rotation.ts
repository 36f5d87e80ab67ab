/**
 * When a refresh token is good. Pure.
 *
 *   T0 ──used──► T1 ──used──► T2          each token is a child of the one it was exchanged for
 *                 └──used──► T2'          a client that crashed before it stored T2 comes back with T1
 *
 * `confirmed` is the newest token that has been used. Good are: the confirmed one itself (its holder may never have stored
 * what was answered) and its children (using one makes it the confirmed one, and its parent and siblings are spent). Any other
 * known token has been replaced by one that was used since: whoever shows it has a copy, and the session ends for everyone.
 */
export type Shown = {
  /** The hash of the token that is shown. */
  hash: string;
  /** The hash of the token that it was exchanged for; null for the first of its session. */
  parent: string | null;
};

export type RotationVerdict = 'rotate' | 'theft';

/** Whether a known, unexpired token of a living session may be exchanged. */
export function judgeRotation(shown: Shown, confirmed: string | null): RotationVerdict {
  return shown.hash === confirmed || shown.parent === confirmed ? 'rotate' : 'theft';
}
