import { describe, expect, it } from 'vitest';
import { createAttempts, defaultAttemptLimits, slowness } from './attempts.ts';

const limits = { ...defaultAttemptLimits, perHandle: 4, slowFrom: 2, slowMs: 1 };
const wrong = async () => undefined;
const right = async () => 'mara';

describe('wrong passwords', () => {
  it('are answered slower and slower, up to a limit', () => {
    const waits = Array.from({ length: 12 }, (_, wrongBefore) => slowness(wrongBefore, defaultAttemptLimits));
    expect(waits).toEqual([0, 0, 0, 250, 500, 1000, 2000, 4000, 4000, 4000, 4000, 4000]);
  });

  it('lock the handle for a time, whatever its case; then the right one does not unlock it', async () => {
    const attempts = createAttempts(limits);
    for (let time = 0; time < 4; time++) {
      await expect(attempts.attempt('mara', '10.0.0.1', wrong)).rejects.toMatchObject({ code: 'wrong-credentials' });
    }
    await expect(attempts.attempt('MARA', '10.0.0.2', right)).rejects.toMatchObject({
      code: 'locked',
      problem: { retryAfterMs: expect.closeTo(limits.lockMs, -4) },
    });
    expect(await attempts.attempt('okoye', '10.0.0.1', right)).toBe('mara');
  });

  it('lock an address that tries many handles', async () => {
    const attempts = createAttempts({ ...limits, perAddress: 3 });
    for (const handle of ['a', 'b', 'c']) {
      await expect(attempts.attempt(handle, '10.0.0.1', wrong)).rejects.toMatchObject({ code: 'wrong-credentials' });
    }
    await expect(attempts.attempt('d', '10.0.0.1', right)).rejects.toMatchObject({ code: 'locked' });
    expect(await attempts.attempt('d', '10.0.0.2', right)).toBe('mara');
  });

  it('are forgotten with the right one', async () => {
    const attempts = createAttempts(limits);
    for (let time = 0; time < 3; time++) await attempts.attempt('mara', '10.0.0.1', wrong).catch(() => undefined);
    await attempts.attempt('mara', '10.0.0.1', right);
    for (let time = 0; time < 4; time++) {
      await expect(attempts.attempt('mara', '10.0.0.1', wrong)).rejects.toMatchObject({ code: 'wrong-credentials' });
    }
  });
});
