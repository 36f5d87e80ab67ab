import { describe, expect, test } from 'vitest';
import type { LocalStore } from '../../shared/engine-api.ts';
import { storeWords } from './store-words.ts';

const well: LocalStore = { history: 'ok', outbox: 'ok', persisted: true, held: { events: 1_240, oldestAt: 5 } };

describe('the local store in words', () => {
  test('how far back it goes, and how much it is', () => {
    expect(storeWords(well)).toEqual({ tone: 'plain', words: { key: 'historyBackTo', at: 5, events: 1_240 } });
  });

  test('that it is here, as long as its age is not known; that there is none, when there is none', () => {
    expect(storeWords({ ...well, held: { events: 9, oldestAt: null } }).words.key).toBe('historyHere');
    expect(storeWords({ ...well, held: { events: 0, oldestAt: null } }).words.key).toBe('historyNone');
  });

  test('what is wrong comes first, and unsent words before history', () => {
    expect(storeWords({ ...well, history: 'rebuilt' })).toEqual({ tone: 'warn', words: { key: 'historyRebuilt' } });
    expect(storeWords({ ...well, history: 'memory' })).toEqual({ tone: 'warn', words: { key: 'historyMemory' } });
    const both = storeWords({ ...well, history: 'memory', outbox: 'memory' });
    expect(both).toEqual({ tone: 'bad', words: { key: 'outboxMemory' } });
  });
});
