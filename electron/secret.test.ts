import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { isTrusted, type Keychain, openSecrets } from './secret.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'secret-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const silent = (): void => undefined;
const server = 'https://chat.example.com';

/** A keychain that turns bytes round; `key` stands for the login that it belongs to. */
function keychain(backend: string, key = 0x5a, available = true): Keychain {
  const turn = (bytes: Buffer): Buffer => Buffer.from(bytes.map((byte) => byte ^ key));
  return {
    isEncryptionAvailable: () => available,
    getSelectedStorageBackend: () => backend,
    encryptString: (text) => turn(Buffer.from(`ok:${text}`)),
    decryptString(bytes) {
      const text = turn(bytes).toString();
      if (!text.startsWith('ok:')) throw new Error('another key');
      return text.slice(3);
    },
  };
}

describe('a secret with a keychain', () => {
  test('is there at the next start, and its words are not in the file', () => {
    const file = join(folder, 'secrets.json');
    expect(openSecrets(file, keychain('gnome_libsecret'), 'linux', silent).save(server, 'refresh-token')).toBe('keychain');
    expect(readFileSync(file, 'utf8')).not.toContain('refresh-token');
    expect(openSecrets(file, keychain('gnome_libsecret'), 'linux', silent).load(server)).toBe('refresh-token');
  });

  test('is kept one a server, and forgotten when it is taken back', () => {
    const secrets = openSecrets(join(folder, 'secrets.json'), keychain('kwallet6'), 'linux', silent);
    secrets.save(server, 'a');
    secrets.save('http://other:1', 'b');
    secrets.save(server, null);
    expect(secrets.load(server)).toBeNull();
    expect(secrets.load('http://other:1')).toBe('b');
  });

  test('that another login encrypted is none: the person signs in again', () => {
    const file = join(folder, 'secrets.json');
    openSecrets(file, keychain('', 1), 'darwin', silent).save(server, 'a');
    expect(openSecrets(file, keychain('', 2), 'darwin', silent).load(server)).toBeNull();
  });

  test('in a file that cannot be read is none, and the file is kept', () => {
    const file = join(folder, 'secrets.json');
    writeFileSync(file, '{"version":1,"secrets":{"x":"not base64!"}}');
    const told: string[] = [];
    expect(openSecrets(file, keychain('', 1), 'win32', (_level, event) => void told.push(event)).load(server)).toBeNull();
    expect(told).toEqual(['secret.corrupt']);
  });
});

describe('a secret without a keychain', () => {
  test.each([
    ['no encryption', keychain('gnome_libsecret', 1, false)],
    ['a fixed password', keychain('basic_text')],
    ['an unknown keyring', keychain('unknown')],
  ])('(%s) is held in memory only, and that is said', (_why, chain) => {
    const file = join(folder, 'secrets.json');
    const secrets = openSecrets(file, chain, 'linux', silent);
    expect(secrets.save(server, 'refresh-token')).toBe('memory');
    expect(secrets.load(server)).toBe('refresh-token');
    expect(existsSync(file)).toBe(false);
    expect(openSecrets(file, chain, 'linux', silent).load(server)).toBeNull();
    expect(isTrusted(chain, 'linux')).toBe(false);
  });

  test('is forgotten when it is taken back', () => {
    const secrets = openSecrets(join(folder, 'secrets.json'), keychain('basic_text'), 'linux', silent);
    secrets.save(server, 'a');
    secrets.save(server, null);
    expect(secrets.load(server)).toBeNull();
  });
});
