/** What the link's state is called, as keys and values for the interface's words. Pure. */
import type { Link } from '../../shared/engine-api.ts';
import type { EngineState } from '../state/link.ts';

/** `tone` picks shape and colour; `tryNow` offers to connect at once. */
export type LinkWords = {
  tone: 'good' | 'busy' | 'bad';
  tryNow: boolean;
  words:
    | { key: 'starting' | 'gone' | 'signedOut' | 'connecting' | 'syncing' | 'online' | 'cannotStore' | 'cannotHearOthers' }
    | { key: 'onlineLatency'; ms: number }
    | { key: 'offline'; since: number; retryInSeconds: number }
    | { key: 'refused'; sentence: string };
};

/** The words for a link as it stands at `now` (ms). */
export function linkWords(engine: EngineState, link: Link, now: number): LinkWords {
  if (engine === 'starting') return { tone: 'busy', tryNow: false, words: { key: 'starting' } };
  if (engine === 'gone') return { tone: 'bad', tryNow: false, words: { key: 'gone' } };
  switch (link.state) {
    case 'signed-out':
      return { tone: 'busy', tryNow: false, words: { key: 'signedOut' } };
    case 'connecting':
      return { tone: 'busy', tryNow: false, words: { key: 'connecting' } };
    case 'syncing':
      return { tone: 'busy', tryNow: false, words: { key: 'syncing' } };
    case 'online': {
      // The gravest is said.
      const [cannot] = link.impaired;
      if (cannot)
        return { tone: 'bad', tryNow: false, words: { key: cannot === 'storing' ? 'cannotStore' : 'cannotHearOthers' } };
      return {
        tone: 'good',
        tryNow: false,
        words: link.latencyMs === null ? { key: 'online' } : { key: 'onlineLatency', ms: Math.round(link.latencyMs) },
      };
    }
    case 'offline':
      return {
        tone: 'bad',
        tryNow: true,
        words: { key: 'offline', since: link.since, retryInSeconds: Math.max(0, Math.ceil((link.retryAt - now) / 1000)) },
      };
    case 'refused':
      return { tone: 'bad', tryNow: true, words: { key: 'refused', sentence: link.problem.message } };
  }
}
