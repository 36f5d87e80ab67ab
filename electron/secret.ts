/**
 * The sign-in's secret, one a server. Where the operating system has a keychain it is kept encrypted by it; where there is
 * none, or only a pretended one, it lives in memory until the application ends. It is never written in clear.
 */
import type { SafeStorage } from 'electron';
import { z } from '../shared/schema.ts';
import { readJson, writeJson } from './json-file.ts';
import type { Log } from './log.ts';

/** Server -> secret as the keychain encrypted it, base64. */
const SecretFile = z.object({ version: z.literal(1), secrets: z.record(z.string(), z.base64()) });
type SecretFile = z.infer<typeof SecretFile>;

export type Keychain = Pick<SafeStorage, 'isEncryptionAvailable' | 'encryptString' | 'decryptString'> & {
  /** Linux only: which keyring there is. `basic_text` is a fixed password, which is as good as none. */
  getSelectedStorageBackend?: () => string;
};

export type Secrets = {
  load(server: string): string | null;
  save(server: string, secret: string | null): 'keychain' | 'memory';
};

export function openSecrets(file: string, keychain: Keychain, platform: NodeJS.Platform, log: Log): Secrets {
  const memory = new Map<string, string>();
  const read = (): SecretFile => {
    const found = readJson(file, SecretFile);
    if (found.state === 'read') return found.value;
    if (found.state === 'corrupt') log('warn', 'secret.corrupt', { keptAs: found.keptAs });
    return { version: 1, secrets: {} };
  };
  return {
    load(server) {
      const kept = memory.get(server);
      if (kept !== undefined) return kept;
      if (!isTrusted(keychain, platform)) return null;
      const encrypted = read().secrets[server];
      if (encrypted === undefined) return null;
      try {
        return keychain.decryptString(Buffer.from(encrypted, 'base64'));
      } catch (error) {
        // Another login, or a keyring that was reset: the person signs in again.
        log('warn', 'secret.unreadable', { error });
        return null;
      }
    },
    save(server, secret) {
      const trusted = isTrusted(keychain, platform);
      if (!trusted) {
        if (secret === null) memory.delete(server);
        else memory.set(server, secret);
        return 'memory';
      }
      const { [server]: _replaced, ...others } = read().secrets;
      const secrets = secret === null ? others : { ...others, [server]: keychain.encryptString(secret).toString('base64') };
      writeJson(file, { version: 1, secrets });
      return 'keychain';
    },
  };
}

/** Whether what this keychain encrypts is safe from another account of the machine. */
export function isTrusted(keychain: Keychain, platform: NodeJS.Platform): boolean {
  if (!keychain.isEncryptionAvailable()) return false;
  return platform !== 'linux' || !['basic_text', 'unknown'].includes(keychain.getSelectedStorageBackend?.() ?? 'unknown');
}
