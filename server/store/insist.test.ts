import { expect, it } from 'vitest';
import { silent } from '../testing/log.ts';
import { insist } from './insist.ts';

it('tries until it succeeds, waiting longer each time, and then no more', async () => {
  const { signal } = new AbortController();
  const began = performance.now();
  const tried: number[] = [];
  const act = async () => {
    tried.push(performance.now() - began);
    if (tried.length < 4) throw new Error('not yet');
  };
  await insist(act, { failure: 'It failed', signal, log: silent });
  expect(tried).toHaveLength(4);
  // A timer may be a millisecond early.
  for (const [at, least] of [0, 99, 298, 697].entries()) expect(tried[at]).toBeGreaterThanOrEqual(least);
});

it('gives up when nobody wants it any more, also while it waits', async () => {
  const wanted = new AbortController();
  let tries = 0;
  const act = async () => {
    tries += 1;
    if (tries === 3) setImmediate(() => wanted.abort());
    throw new Error('never');
  };
  await insist(act, { failure: 'It failed', signal: wanted.signal, log: silent });
  expect(tries).toBe(3);
});
