import { describe, expect, test } from 'vitest';
import { problem } from '../../shared/errors.ts';
import type { Impairment } from '../../shared/protocol.ts';
import { linkWords } from './link-words.ts';

const now = 1_000_000;

describe('the link in words', () => {
  test('connected, with the latency once it is known', () => {
    const link = { state: 'online', since: 0, latencyMs: 11.6, clockOffsetMs: 0, impaired: [] } as const;
    expect(linkWords('up', link, now).words).toEqual({ key: 'onlineLatency', ms: 12 });
    expect(linkWords('up', { ...link, latencyMs: null }, now).words).toEqual({ key: 'online' });
  });

  test('connected to a server that cannot do all: what works and what does not', () => {
    const link = { state: 'online', since: 0, latencyMs: 4, clockOffsetMs: 0 } as const;
    const words = (...impaired: Impairment[]) => linkWords('up', { ...link, impaired }, now);
    expect(words('storing', 'other-servers')).toEqual({ tone: 'bad', tryNow: false, words: { key: 'cannotStore' } });
    expect(words('other-servers').words).toEqual({ key: 'cannotHearOthers' });
  });

  test('offline: since when, and in how many seconds it is tried again, never fewer than none', () => {
    const link = { state: 'offline', since: 5, retryAt: now + 7_400 } as const;
    expect(linkWords('up', link, now)).toEqual({
      tone: 'bad',
      tryNow: true,
      words: { key: 'offline', since: 5, retryInSeconds: 8 },
    });
    expect(linkWords('up', link, now + 60_000).words).toMatchObject({ retryInSeconds: 0 });
  });

  test('refused: the sentence that says how to mend it', () => {
    const told = problem('protocol-too-old');
    expect(linkWords('up', { state: 'refused', problem: told }, now).words).toEqual({ key: 'refused', sentence: told.message });
  });

  test('without an engine that is said before anything about the server', () => {
    const link = { state: 'online', since: 0, latencyMs: 4, clockOffsetMs: 0, impaired: [] } as const;
    expect(linkWords('gone', link, now).words.key).toBe('gone');
    expect(linkWords('starting', link, now).words.key).toBe('starting');
  });
});
