import { describe, expect, test } from 'vitest';
import { problem } from '../../shared/errors.ts';
import { createFakeEngine } from '../client/fake-engine.ts';
import { viewOf } from './view.ts';

const { me } = createFakeEngine().shared();
const online = { state: 'online', since: 0, latencyMs: 4, clockOffsetMs: 0, impaired: [] } as const;
const offline = { state: 'offline', since: 0, retryAt: 0 } as const;

describe('the view', () => {
  test('is the sign-in when one is signed out, with the reason', () => {
    const gone = problem('token-expired');
    expect(viewOf('up', { state: 'signed-out', problem: gone }, null)).toEqual({ kind: 'sign-in', problem: gone });
  });

  test('is the workspace while one is signed in, whatever the link does', () => {
    for (const link of [online, offline, { state: 'refused', problem: problem('disabled') } as const]) {
      expect(viewOf('up', link, me).kind).toBe('workspace');
    }
    expect(viewOf('gone', online, me).kind).toBe('workspace');
  });

  test('is neither until it is known which', () => {
    expect(viewOf('starting', { state: 'signed-out' }, null).kind).toBe('starting');
    expect(viewOf('up', { state: 'connecting', since: 0 }, null).kind).toBe('starting');
    expect(viewOf('up', offline, null).kind).toBe('starting');
  });

  test('a refusal before anyone was signed in is told at the sign-in', () => {
    const old = problem('protocol-too-old');
    expect(viewOf('up', { state: 'refused', problem: old }, null)).toEqual({ kind: 'sign-in', problem: old });
  });
});
