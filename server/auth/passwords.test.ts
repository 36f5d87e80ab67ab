import { describe, expect, it } from 'vitest';
import { hashPassword, newPassword, verifyPassword } from './passwords.ts';

describe('passwords', () => {
  it('are kept as argon2id with 19 MiB and two passes', async () => {
    expect(await hashPassword('correct horse')).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  });

  it('are right or wrong', async () => {
    const stored = await hashPassword('correct horse');
    expect(await verifyPassword(stored, 'correct horse')).toBe(true);
    expect(await verifyPassword(stored, 'correct hors')).toBe(false);
  });

  it('are never right for nobody', async () => {
    expect(await verifyPassword(undefined, 'correct horse')).toBe(false);
  });

  it('have a length that makes sense', async () => {
    await expect(hashPassword('short')).rejects.toMatchObject({ code: 'bad-request' });
    await expect(hashPassword('x'.repeat(1025))).rejects.toMatchObject({ code: 'bad-request' });
  });

  it('are generated so that no two are alike', () => {
    const some = Array.from({ length: 100 }, newPassword);
    expect(new Set(some).size).toBe(100);
    for (const each of some) expect(each).toMatch(/^([a-km-np-z2-9]{4}-){3}[a-km-np-z2-9]{4}$/);
  });
});
