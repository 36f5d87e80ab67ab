/** How the local store is told of: what is wrong with it before anything else, else how far back it goes. Pure. */
import type { LocalStore } from '../../shared/engine-api.ts';

export type StoreWords = {
  tone: 'plain' | 'warn' | 'bad';
  words:
    | { key: 'outboxMemory' | 'historyMemory' | 'historyRebuilt' | 'historyNone' | 'historyHere' }
    /** The oldest event here was at `at`; there are `events`. */
    | { key: 'historyBackTo'; at: number; events: number };
};

/** The words for the store as it is told of. */
export function storeWords({ history, outbox, held }: LocalStore): StoreWords {
  if (outbox === 'memory') return { tone: 'bad', words: { key: 'outboxMemory' } };
  if (history === 'memory') return { tone: 'warn', words: { key: 'historyMemory' } };
  if (history === 'rebuilt') return { tone: 'warn', words: { key: 'historyRebuilt' } };
  if (held.events === 0) return { tone: 'plain', words: { key: 'historyNone' } };
  if (held.oldestAt === null) return { tone: 'plain', words: { key: 'historyHere' } };
  return { tone: 'plain', words: { key: 'historyBackTo', at: held.oldestAt, events: held.events } };
}
