import { spawn } from 'node:child_process';
import type { Owner } from './owner.ts';

export interface Outcome {
  /** The exit code; null when the program could not be run or was killed. */
  code: number | null;
  /** What it said, both outputs together. */
  said: string;
}

/** Runs one of PostgreSQL's programs as the cluster's owner, to its end. */
export function run(program: string, args: string[], owner: Owner, cwd: string): Promise<Outcome> {
  return new Promise((resolve) => {
    const child = spawn(program, args, {
      ...owner,
      cwd,
      stdio: ['ignore', 'pipe', 'pipe'],
      windowsHide: true,
      env: { ...process.env, LC_ALL: 'C', LC_MESSAGES: 'C', TZ: 'UTC' },
    });
    let said = '';
    const listen = (chunk: Buffer) => {
      said += chunk.toString('utf8');
    };
    child.stdout.on('data', listen);
    child.stderr.on('data', listen);
    child.on('error', (error) => resolve({ code: null, said: String(error) }));
    // `exit`, not `close`: a postmaster that pg_ctl leaves running may hold the pipes open.
    child.on('exit', (code) => {
      child.stdout.destroy();
      child.stderr.destroy();
      resolve({ code, said: said.trim() });
    });
  });
}
