import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { judgeRotation, type Shown } from './rotation.ts';

/** A session as the server keeps it: every token it gave out, and the newest that was used. */
class Session {
  readonly #tokens = new Map<string, Shown>([['t0', { hash: 't0', parent: null }]]);
  #confirmed: string | null = null;
  ended = false;

  /** Shows a token; answers the next one, or undefined when the session has ended. */
  show(token: string): string | undefined {
    const shown = this.#tokens.get(token);
    if (!shown || this.ended) return undefined;
    if (judgeRotation(shown, this.#confirmed) === 'theft') {
      this.ended = true;
      return undefined;
    }
    this.#confirmed = token;
    const next = `t${this.#tokens.size}`;
    this.#tokens.set(next, { hash: next, parent: token });
    return next;
  }
}

describe('refresh tokens', () => {
  it('serve a client that crashes before storing the next one, as often as it does', () => {
    fc.assert(
      fc.property(fc.array(fc.boolean(), { maxLength: 30 }), (stored) => {
        const session = new Session();
        let mine = 't0';
        for (const keeps of stored) {
          const next = session.show(mine);
          expect(next).toBeDefined();
          if (keeps && next !== undefined) mine = next;
        }
        expect(session.ended).toBe(false);
      }),
    );
  });

  it('end the session when one is shown that was replaced by one that has been used', () => {
    const session = new Session();
    const first = session.show('t0');
    const second = session.show(first ?? '');
    expect(second).toBeDefined();
    expect(session.show('t0')).toBeUndefined();
    expect(session.ended).toBe(true);
    expect(session.show(second ?? '')).toBeUndefined();
  });

  it('never serve thief and owner both for long, whoever comes when', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom('owner', 'thief'), { maxLength: 30 }), (order) => {
        const session = new Session();
        const holds = { owner: 't0', thief: 't0' };
        const served = { owner: 0, thief: 0 };
        for (const who of order) {
          const next = session.show(holds[who]);
          if (next === undefined) break;
          holds[who] = next;
          served[who] += 1;
        }
        expect(Math.min(served.owner, served.thief)).toBeLessThanOrEqual(1);
      }),
    );
  });
});
