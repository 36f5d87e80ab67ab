import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** Linux clock ticks a second (`getconf CLK_TCK`), the unit of /proc/PID/stat. */
const TICKS = Number(execFileSync('getconf', ['CLK_TCK'], { encoding: 'utf8' }));

/** Seconds of CPU (user and system, all threads) that a process has used so far. Source: proc(5), fields 14 and 15. */
export function cpuSeconds(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11]) + Number(fields[12])) / TICKS;
}
