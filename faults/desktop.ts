/** Kills in the real desktop application: the end-to-end tests make and count them, and say what they found in a file. */
import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from '../shared/schema.ts';
import type { Report } from './campaign.ts';
import { Tally, wrongs } from './check/tally.ts';

const root = join(import.meta.dirname, '..');

const Found = z.object({
  database: z.string(),
  results: z.array(z.object({ fault: z.object({ name: z.string(), what: z.string() }), obstacle: z.null(), tally: Tally })),
});

/** `kills`: of each kind. Rejects when the tests did not come so far as to count. */
export async function killDesktop({ seed, kills }: { seed: number; kills: number }): Promise<Report> {
  const folder = await mkdtemp(join(tmpdir(), 'mullion-killed-'));
  const found = join(folder, 'found.json');
  try {
    const playwright = join(root, 'node_modules', '@playwright', 'test', 'cli.js');
    const child = spawn(process.execPath, [playwright, 'test', '--project=electron', 'e2e/electron/killed.spec.ts'], {
      cwd: root,
      env: { ...process.env, MULLION_KILLS: String(kills), MULLION_SEED: String(seed), MULLION_FOUND: found },
      // What it says goes where progress is told: the report alone is this program's output.
      stdio: ['ignore', 2, 2],
    });
    const code = await new Promise((resolve, reject) => child.once('close', resolve).once('error', reject));
    const text = await readFile(found, 'utf8').catch((cause: unknown) => {
      throw new Error('The desktop application was not killed to the end: what the tests said stands above.', { cause });
    });
    const report = Found.parse(JSON.parse(text));
    if (code !== 0 && report.results.every(({ tally }) => wrongs(tally) === 0)) {
      throw new Error('Nothing was found wrong, and yet the tests failed: what they said stands above.');
    }
    return report;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
