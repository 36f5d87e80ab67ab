import { execFileSync } from 'node:child_process';

/** What a process opens beside its connections. */
const ELSE = 200;

/** Every connection is an open file, at each end. Refuses with one sentence where a process may not have so many. */
export function needOpenFiles(connections: number): void {
  const most = execFileSync('sh', ['-c', 'ulimit -Hn'], { encoding: 'utf8' }).trim();
  if (most === 'unlimited' || Number(most) >= connections + ELSE) return;
  throw new Error(
    `${connections} connections need ${connections + ELSE} open files in one process, and this shell allows ${most}: raise it with ulimit -n, as root.`,
  );
}
