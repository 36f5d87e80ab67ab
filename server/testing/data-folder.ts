import { chmod, mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A new data folder; the caller removes it. PostgreSQL runs as a user of its own under root, who has to be able to come in. */
export async function newDataFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'mullion-server-'));
  await chmod(folder, 0o711);
  return folder;
}
